import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * The page's security policy forbids making code from text. Zod tries it as soon as the first contract is made,
 * before any code of ours could tell it not to, so it is told in its own file.
 */
function zodWithoutEval(): Plugin {
  const start = '__zod_globalConfig = {}'
  return {
    name: 'zod-without-eval',
    transform(code, id) {
      if (!/\/zod\/v4\/core\/core\.js$/.test(id)) return null
      if (!code.includes(start)) throw new TypeError('zod keeps its settings elsewhere now: see web/vite.config.ts')
      return { code: code.replace(start, '__zod_globalConfig = { jitless: true }'), map: null }
    },
  }
}

/** The console: built once, served by the program itself from `dist/console`. */
export default defineConfig({
  root: 'web/console',
  base: '/',
  plugins: [zodWithoutEval(), react()],
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
  },
})
