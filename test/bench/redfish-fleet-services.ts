/** A process with as many Redfish services over TLS as asked for; it tells their addresses as one line of JSON. */
import { readFileSync } from 'node:fs';
import { type MockService, startMockService } from '../support/redfish/service.ts';
import { dellTree } from '../support/redfish/trees/dell.ts';

const [count = '1', folder = '.', name = 'bmc'] = process.argv.slice(2);
const read = (ending: string) => readFileSync(`${folder}/${name}.${ending}`, 'utf8');
const tls = { key: read('key'), cert: read('crt') };
const services: MockService[] = [];
for (let i = 0; i < Number(count); i += 1)
  services.push(await startMockService({ tree: dellTree(), tls, delayMs: 5 }));
process.stdout.write(`${JSON.stringify(services.map(({ target }) => target))}\n`);
// Its parent ends it.
process.stdin.resume().once('end', () => process.exit(0));
