import { describe, expect, it } from 'vitest';
import { hasCommand, startPeer } from './peer.ts';

const NODE = process.execPath;
const SERVER = `require('http').createServer((_, r) => r.end('ok')).listen(Number(process.argv[1]), '127.0.0.1')`;

describe('startPeer', () => {
  it('starts a server, waits for it and stops it', async () => {
    const peer = await startPeer(NODE, ['-e', SERVER, '{port}']);
    expect(await (await fetch(peer.url)).text()).toBe('ok');
    await peer.stop();
    await expect(fetch(peer.url)).rejects.toThrow();
    expect(() => process.kill(peer.pid, 0)).toThrow('ESRCH');
    await peer.stop();
  });

  it.each([
    ['ends at once', NODE, ['-e', 'console.error("no way"); process.exit(3)'], 'ended with 3\nno way'],
    ['does not exist', '/nowhere/peer', [], 'ENOENT'],
  ])('says why when the command %s', async (_, command, args, message) => {
    await expect(startPeer(command, args)).rejects.toThrow(message);
  });

  it.each([
    [NODE, true],
    ['/nowhere/peer', false],
  ])('has the command %s: %s', async (command, installed) =>
    expect(await hasCommand(command)).toBe(installed),
  );
});
