import { UserError } from '../model/errors.ts';
import { get, serverOf } from './api-client.ts';
import { loadFrom } from './load.ts';

/** @throws UserError (exit code 1) when the server does not answer or says that it is not well. */
export async function healthcheck(
  options: Readonly<Record<string, unknown>>,
  argv: readonly string[],
): Promise<void> {
  const server = serverOf(options, loadFrom(argv));
  const { status } = await get(server, '/healthz');
  // One that asks for a password is up; whether it is well is for those who have one.
  if (status !== 200 && status !== 401) throw new UserError(`${server.url}/healthz: answered ${status}`, 1);
  process.stdout.write('ok\n');
}
