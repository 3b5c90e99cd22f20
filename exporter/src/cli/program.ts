import { Command, Option } from 'commander';
import { VERSION } from '../app/version.ts';
import { examples, takingConfig } from './commands.ts';
import { addSnmp } from './snmp/commands.ts';

const CONFIG_HELP = `
Any key of the configuration is a flag too; \`fathom config print\` lists them all:
  --config.file <path>             fathom.yml to read (default: ./fathom.yml, /etc/fathom/fathom.yml)
  --web.listen-address <host:port> where to serve HTTP (default: :9797)
  --web.config.file <path>         TLS and basic auth, in exporter-toolkit's format
  --data.dir <path>                embedded store and event log (default: ./data)
  --assets-dir <path>              also write each asset as an AAV file into this folder
  --path.procfs, --path.sysfs, --path.rootfs, --path.udev.data <path>
  --collector.<id>, --no-collector.<id>, --collector.disable-defaults
  --collector.<id>.<option> <value>, and likewise --scanner, --watcher, --rule, --advisor
  --log.level <trace|debug|info|warn|error|fatal>, --log.format <text|json>
The flags of node_exporter and process-exporter are understood too (docs/guides/migrating-from-*.md).`;

/** The command line. What a command does is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('fathom')
    .description('Knows every asset, measures it, and says why it broke.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show the help of a command')
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride();
  addServe(program);
  addScan(program);
  addStatus(program);
  addWatch(program);
  addSnmp(program);
  addHealthcheck(program);
  addConfig(program);
  return program;
}

function addServe(program: Command): void {
  takingConfig(program.command('serve'))
    .description('measure this host, keep the inventory, correlate, and serve it all over HTTP')
    .addHelpText('after', CONFIG_HELP)
    .addHelpText(
      'after',
      examples('fathom serve', 'fathom serve --web.listen-address=127.0.0.1:9797 --no-collector.cpu'),
    )
    .action(async (_options: unknown, command: Command) => {
      await (await import('./serve.ts')).serve(command.args);
    });
}

function addScan(program: Command): void {
  const scan = program.command('scan').description('look once, without a server, and show what is there');
  const subject = (name: string, description: string) =>
    takingConfig(scan.command(name))
      .description(description)
      .option('--json', 'print JSON instead of a table')
      .option('--assets-dir <path>', 'also write each asset as an AAV file into this folder')
      .action(async (options: Record<string, unknown>, command: Command) => {
        await (await import('./scan.ts')).scan(name, options, command.args);
      });
  const all = subject('all', 'everything that a scanner can find from here');
  subject('system', 'this host: hardware, operating system, addresses');
  const ports = subject('ports', 'listening ports and the services behind them');
  const processes = subject('processes', 'running processes above a threshold');
  const snmp = subject('snmp', 'devices that speak SNMP: snmp.targets, and what is in the ranges');
  addRangeOptions(snmp, { port: 161 }).option(
    '--auth <names>',
    'auths to try in the ranges, separated by commas (default: public_v2)',
  );
  const ipmi = subject('ipmi', 'machines by their BMCs: ipmi.targets, and what is in the ranges');
  addRangeOptions(ipmi, { port: 623 }).option(
    '--module <names>',
    'modules of ipmi.configFiles to log in with in the ranges, separated by commas (default: none)',
  );
  subject('redfish', 'machines by their BMCs: redfish.targets, and the hosts of redfish.configFiles');
  for (const command of [all, ports]) addPortOptions(command);
  for (const command of [all, processes]) addProcessOptions(command);
  scan.addHelpText('after', examples('fathom scan all', 'fathom scan ports --include-stats --json'));
  ports.addHelpText('after', examples('fathom scan ports --track-connections'));
  snmp.addHelpText(
    'after',
    examples('fathom scan snmp --range 10.0.0.0/24 --range 10.0.1.0/24 --auth public_v2,lab'),
  );
  ipmi.addHelpText('after', examples('fathom scan ipmi --range 10.0.9.0/24 --module default'));
  processes.addHelpText('after', examples('fathom scan processes --min-cpu 5 --exclude-system'));
}

function addRangeOptions(command: Command, { port }: { readonly port: number }): Command {
  return command
    .option(
      '--range <range>',
      'where to look: 10.0.0.0/24, 10.0.0.7 or 10.0.0.10-10.0.0.20; may be repeated',
      (range: string, before: readonly string[] | undefined) => [...(before ?? []), range],
    )
    .option('--port <number>', `port to ask in the ranges (default: ${port})`)
    .option('--rate <number>', 'addresses asked in a second (default: 50)');
}

function addPortOptions(command: Command): void {
  command
    .option('--include-stats', 'with figures of each port: queues and connections (default)')
    .option('--no-include-stats', 'without them')
    .option('--track-connections', 'with the number of connections by state (default)')
    .option('--no-track-connections', 'without it');
}

function addProcessOptions(command: Command): void {
  command
    .option('--min-cpu <percent>', 'show processes with at least this share of one core (default: 1)')
    .addOption(new Option('--min-cpu-percent <percent>', 'the same').hideHelp())
    .option('--min-memory-mb <megabytes>', 'or at least this much resident memory (default: 100)')
    .option('--exclude-system', "leave out root's processes")
    .option('--no-exclude-system', "show root's processes too (default)");
}

function addStatus(program: Command): void {
  takingConfig(withServer(program.command('status')))
    .description('ask a running server how it is')
    .option('--summary', 'totals only, without a line for each module')
    .option('--json', 'print JSON instead of a table')
    .addHelpText('after', examples('fathom status --summary', 'fathom status --url https://hub.example:9797'))
    .action(async (options: Record<string, unknown>, command: Command) => {
      await (await import('./status.ts')).status(options, command.args);
    });
}

function addWatch(program: Command): void {
  takingConfig(withServer(program.command('watch <asset-id>')))
    .description('follow one asset: its status, score and events as they come')
    .option('--interval <seconds>', 'time between two looks', '1')
    .addHelpText(
      'after',
      examples('fathom watch host-web1', 'fathom watch host-web1 --interval 5 | tee watch.log'),
    )
    .action(async (asset: string, options: Record<string, unknown>, command: Command) => {
      await (await import('./watch.ts')).watch(asset, options, command.args.slice(1));
    });
}

function addHealthcheck(program: Command): void {
  takingConfig(withServer(program.command('healthcheck')))
    .description('exit with 0 when the server on this machine is healthy, else with 1 (for containers)')
    .action(async (options: Record<string, unknown>, command: Command) => {
      await (await import('./healthcheck.ts')).healthcheck(options, command.args);
    });
}

function addConfig(program: Command): void {
  const config = program.command('config').description('check or show the configuration');
  takingConfig(config.command('check'))
    .description('tell every mistake in the configuration with its place')
    .addHelpText('after', examples('fathom config check --config.file=/etc/fathom/fathom.yml'))
    .action(async (_options: unknown, command: Command) => {
      (await import('./config.ts')).check(command.args);
    });
  takingConfig(config.command('print'))
    .description('show every value in force with its origin; secrets are redacted')
    .option('--json', 'print JSON instead of YAML')
    .addHelpText('after', examples('fathom config print', 'FATHOM_TENANT=acme fathom config print --json'))
    .action(async (options: Record<string, unknown>, command: Command) => {
      (await import('./config.ts')).print(options['json'] === true, command.args);
    });
}

function withServer(command: Command): Command {
  return command
    .option('--url <url>', 'where the server is (default: on this machine, at the configured port)')
    .option('--token <token>', 'bearer token of its API (default: api.token of the configuration)');
}
