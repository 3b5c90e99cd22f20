/** `fathom snmp …` */
import { type Command, Option } from 'commander';
import { examples, takingConfig } from '../commands.ts';

type Options = Readonly<Record<string, unknown>>;

export function addSnmp(program: Command): void {
  const snmp = program.command('snmp').description('ask devices by SNMP, and choose what is asked of them');
  addWalk(snmp);
  addTest(snmp);
  addProfile(snmp);
}

function addWalk(snmp: Command): void {
  takingConfig(asking(snmp.command('walk <target> [oid]')))
    .description(
      'show all that a device has below an OID (default: 1.3.6.1.2.1), with the names of the modules',
    )
    .option('--limit <values>', 'stop after so many values', '100000')
    .option('--json', 'print JSON instead of lines')
    .addHelpText('after', SECRETS)
    .addHelpText(
      'after',
      examples(
        'fathom snmp walk 10.0.0.1 system',
        'fathom snmp walk 10.0.0.1 ifHCInOctets --community-file=/etc/fathom/community',
        'SNMP_AUTH_PASSWORD=… fathom snmp walk switch-1 -v 3 -u monitor -a SHA',
      ),
    )
    .action(async (target: string, oid: string | undefined, options: Options, command: Command) => {
      await (
        await import('./walk.ts')
      ).walk(target, oid, options, flagsBehind(command, oid === undefined ? 1 : 2));
    });
}

function addTest(snmp: Command): void {
  takingConfig(asking(snmp.command('test <target>')))
    .description('find out whether and how a device answers, what it is, and what to check when it does not')
    .option(
      '--module <names>',
      'modules to try, separated by commas (default: those of the target, else system,if_mib)',
    )
    .option('--json', 'print JSON instead of lines')
    .addHelpText('after', SECRETS)
    .addHelpText(
      'after',
      examples(
        'fathom snmp test 10.0.0.1',
        'fathom snmp test core-switch --auth=lab_v3 --module=if_mib,lldp',
      ),
    )
    .action(async (target: string, options: Options, command: Command) => {
      await (await import('./test-device.ts')).testDevice(target, options, flagsBehind(command, 1));
    });
}

function addProfile(snmp: Command): void {
  const profile = snmp
    .command('profile')
    .description('which metrics the module `profile` asks devices for; kept in fathom.yml');
  const subcommand = (name: string, description: string) =>
    takingConfig(profile.command(name)).description(description);
  subcommand('show', 'show the profile in force, each metric with its threshold')
    .option('--json', 'print JSON instead of a table')
    .action(async (options: Options, command: Command) => {
      (await import('./profile.ts')).show(options['json'] === true, command.args);
    });
  subcommand(
    'use <name>',
    'begin afresh with a profile: minimal, standard, network, performance or full',
  ).action(async (name: string, _options: Options, command: Command) => {
    await (await import('./profile.ts')).use(name, flagsBehind(command, 1));
  });
  for (const verb of ['enable', 'disable'] as const)
    subcommand(`${verb} <category>`, `${verb} a category of metrics, or a single one`).action(
      async (what: string, _options: Options, command: Command) => {
        await (await import('./profile.ts')).turn(what, verb, flagsBehind(command, 1));
      },
    );
  profile.addHelpText(
    'after',
    examples(
      'fathom snmp profile use standard',
      'fathom snmp profile enable load',
      'fathom snmp profile disable ifType',
    ),
  );
}

/** Whom to ask as; the short ones are those of net-snmp. */
function asking(command: Command): Command {
  return command
    .option('--auth <name>', 'an auth of snmp.configFiles, or public_v1, public_v2')
    .addOption(new Option('-v, --snmp-version <version>', 'instead of an auth: 1, 2c or 3'))
    .option('-c, --community <community>', 'of versions 1 and 2c (default: public)')
    .option('--community-file <path>', 'a file that has it')
    .option('-u, --user <name>', 'of version 3')
    .option('-a, --auth-protocol <name>', 'MD5, SHA, SHA224, SHA256, SHA384 or SHA512 (default: SHA)')
    .option('-A, --auth-password <password>', 'of version 3')
    .option('--auth-password-file <path>', 'a file that has it')
    .option('-x, --priv-protocol <name>', 'DES, AES, AES192, AES192C, AES256 or AES256C (default: AES)')
    .option('-X, --priv-password <password>', 'of version 3')
    .option('--priv-password-file <path>', 'a file that has it')
    .option('-n, --context <name>', 'of version 3')
    .option('-t, --timeout <seconds>', 'how long to wait for each answer', '2')
    .option('-r, --retries <number>', 'how often to ask again', '1');
}

const SECRETS = `
What is on the command line is seen by every user of the machine: give secrets in files, or in the variables
SNMP_COMMUNITY, SNMP_AUTH_PASSWORD and SNMP_PRIV_PASSWORD.`;

/** Those that are the configuration's. */
const flagsBehind = ({ args }: Command, own: number): readonly string[] => args.slice(own);
