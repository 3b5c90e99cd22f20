import type { SnmpReply, SnmpSession } from '../../contract/snmp.ts';
import { ModuleError, UserError } from '../../model/errors.ts';
import { ErrorStatus, type Oid, type SnmpAuth, type Version } from '../../model/snmp.ts';
import type { SnmpDefinitions } from '../../protocols/snmp/definition.ts';
import { compareOids, formatOid, packOid, parseOid } from '../../protocols/snmp/oid.ts';
import { oidNames } from '../../protocols/snmp/names.ts';
import { didYouMean } from '../../protocols/suggest.ts';
import { isException } from '../../protocols/snmp/walk/progress.ts';
import { printable } from '../printable.ts';
import { askedAuth } from './asked-auth.ts';
import { askedTarget, numberOf, patienceOf, targetText } from './asked-target.ts';
import { INTERRUPTED, withNetwork } from './conversation.ts';
import { type ShownValue, shownValue, valueWords } from './value-words.ts';

type Options = Readonly<Record<string, unknown>>;

/** `mib-2`: what all devices have. */
const DEFAULT_ROOT = '1.3.6.1.2.1';
const DEFAULT_AUTH = 'public_v2';
/** One unfragmented reply. */
const REPETITIONS = 25;
/** As JSON, it is kept until the end. */
const MAX_VALUES = 1_000_000;

interface ShownObject extends ShownValue {
  readonly oid: string;
  readonly name: string;
}

export async function walk(
  address: string,
  from: string | undefined,
  options: Options,
  argv: readonly string[],
): Promise<void> {
  await withNetwork(argv, async ({ settings, opened, signal }) => {
    const { definitions } = settings;
    const root = rootOf(from ?? DEFAULT_ROOT, definitions);
    const limit = numberOf(options['limit'], '--limit', 1, MAX_VALUES);
    const { target, configured } = askedTarget(address, settings);
    const auth = authFor(askedAuth(options, definitions, process.env)?.auth, configured?.auth, definitions);
    const session = opened.ports.snmp.open({ target, auth, signal, ...patienceOf(options) });
    const nameOf = oidNames(definitions);
    const show = options['json'] === true ? collected(targetText(target)) : printed;
    try {
      const count = await walkBelow(root, session, auth.version, limit, (oid, value) =>
        show.object({ oid: formatOid(oid), name: nameOf(oid), ...value }),
      );
      show.end();
      if (count === 0)
        throw new UserError(`${targetText(target)} has nothing at or below ${nameOf(root)}`, 1);
      if (count >= limit) process.stderr.write(`fathom: stopped after ${limit} values (--limit)\n`);
    } catch (error) {
      if (!(error instanceof ModuleError) || error.code !== 'cancelled') throw error;
      process.exitCode = INTERRUPTED;
    } finally {
      session.close();
    }
  });
}

function authFor(
  asked: SnmpAuth | undefined,
  configured: string | undefined,
  { auths }: SnmpDefinitions,
): SnmpAuth {
  const auth = asked ?? auths.get(configured ?? DEFAULT_AUTH);
  if (auth) return auth;
  throw new UserError(`the auth ${configured ?? DEFAULT_AUTH} is not defined`);
}

/** An OID, or the name of an object or of a module that walks one subtree, and what is behind it: `ifDescr.3`. */
function rootOf(text: string, { modules }: SnmpDefinitions): Oid {
  const oid = parseOid(text);
  if (oid && oid.length > 1) return oid;
  const [name = '', ...rest] = text.split('.');
  const named = new Map<string, Oid>();
  for (const [module, { walk, metrics }] of modules) {
    if (walk.length === 1 && walk[0]) named.set(module, walk[0]);
    for (const metric of metrics) {
      if (!named.has(metric.name)) named.set(metric.name, metric.oid);
      // What only labels are made of has no metric of its own.
      for (const { oid: column, labelname } of metric.lookups)
        if (column && !named.has(labelname)) named.set(labelname, column);
    }
  }
  const found = named.get(name);
  const behind = rest.map(Number);
  if (found && behind.every((subId) => Number.isInteger(subId) && subId >= 0)) return [...found, ...behind];
  throw new UserError(
    `${text}: neither an OID (1.3.6.1.2.1.1) nor the name of an object of the loaded modules${didYouMean(name, named.keys())}`,
  );
}

/** How many values there were. @throws ModuleError */
async function walkBelow(
  root: Oid,
  session: SnmpSession,
  version: Version,
  limit: number,
  show: (oid: Oid, value: ShownValue) => void,
): Promise<number> {
  let count = 0;
  let last = root;
  const packed = packOid(root);
  for (;;) {
    const reply =
      version === 1 ? await session.getNext([last]) : await session.getBulk([last], 0, REPETITIONS);
    const { errorStatus, varbinds } = reply;
    if (errorStatus !== ErrorStatus.noError || varbinds.count === 0) break;
    for (let i = 0; i < varbinds.count; i += 1) {
      if (isException(varbinds.type(i)) || !varbinds.isBelow(i, packed)) return count || showRoot();
      const oid = varbinds.oid(i);
      if (compareOids(oid, last) <= 0)
        throw new ModuleError(
          'malformed_reply',
          `the device goes round in circles: ${formatOid(oid)} comes after ${formatOid(last)}`,
        );
      show(oid, shownValue(varbinds, i));
      last = oid;
      count += 1;
      if (count >= limit) return count;
    }
  }
  return count || showRoot();

  /** It may be a value itself. */
  async function showRoot(): Promise<number> {
    const reply: SnmpReply = await session.get([root]);
    const { varbinds } = reply;
    if (reply.errorStatus !== ErrorStatus.noError || varbinds.count === 0 || isException(varbinds.type(0)))
      return 0;
    show(root, shownValue(varbinds, 0));
    return 1;
  }
}

interface Show {
  object(object: ShownObject): void;
  end(): void;
}

const printed: Show = {
  object: (object) => void process.stdout.write(`${object.name} = ${printable(valueWords(object))}\n`),
  end: () => undefined,
};

function collected(target: string): Show {
  const objects: ShownObject[] = [];
  return {
    object: (object) => void objects.push(object),
    end: () => void process.stdout.write(`${JSON.stringify({ target, objects }, null, 2)}\n`),
  };
}
