// Loaded before the server: when the command that started it is killed outright, no signal is forwarded,
// and a server left behind would hold the port and the data folder. The closed channel tells it.
if (process.channel) {
  process.channel.unref()
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
