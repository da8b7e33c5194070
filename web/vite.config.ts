import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The console: built once, served by the program itself from `dist/console`. */
export default defineConfig({
  root: 'web/console',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
  },
})
