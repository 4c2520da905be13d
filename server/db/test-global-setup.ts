import { openTestServer } from './test-server.ts';

/** One PostgreSQL for the whole run; a server left behind by an earlier run is adopted, and stopped at the end. */
export default async function setup(): Promise<() => void> {
  const server = await openTestServer();
  return () => server.embedded.stop();
}
