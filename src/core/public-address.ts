import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Networks that are nobody's on the internet: one's own, one's neighbours', reserved, or another address in disguise. */
// Two lists: in one, `::ffff:0:0/96` would take in every IPv4 address.
const inner = { ipv4: new BlockList(), ipv6: new BlockList() }
// biome-ignore format: one line per family
for (const range of ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4']) {
  add(range, 'ipv4')
}
// biome-ignore format: one line per family
for (const range of ['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:10::/28', '2001:20::/28', '2001:db8::/32', '2002::/16', '3fff::/20', 'fc00::/7', 'fe80::/10', 'ff00::/8']) {
  add(range, 'ipv6')
}

function add(range: string, family: 'ipv4' | 'ipv6'): void {
  const [net = '', prefix] = range.split('/')
  inner[family].addSubnet(net, Number(prefix), family)
}

/** Whether an address lies on the public internet. IPv6 forms that carry an IPv4 address never do. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const name = family === 4 ? 'ipv4' : 'ipv6'
  return !inner[name].check(address, name)
}

export type Resolve = (host: string) => Promise<string[]>

const resolveAll: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/**
 * The one address to connect to, found once, so that a second answer of the name server cannot lead elsewhere. Every
 * address of the answer must be public, unless inner ones are allowed; null when one is not.
 */
export async function pinnedAddress(
  host: string,
  given: { allowInner: boolean; resolve?: Resolve },
): Promise<string | null> {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  const addresses = isIP(bare) ? [bare] : await (given.resolve ?? resolveAll)(bare)
  if (!given.allowInner && !addresses.every(isPublicAddress)) return null
  return addresses[0] ?? null
}
