import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.ZHIMAI_SERVER ?? 'http://127.0.0.1:7310';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', reportCompressedSize: false },
  server: { port: 7320, proxy: { '/api': server, '/log/': server } },
});
