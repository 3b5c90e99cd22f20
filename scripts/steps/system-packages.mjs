import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, step } from './progress.mjs';

/** What the tests run beside Fathom: a program and the Debian package it comes in. */
const PROGRAMS = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  amtool: 'prometheus-alertmanager',
  'prometheus-node-exporter': 'prometheus-node-exporter',
  'prometheus-process-exporter': 'prometheus-process-exporter',
  'prometheus-snmp-exporter': 'prometheus-snmp-exporter',
  snmpd: 'snmpd',
  snmptrap: 'snmp',
  snmpsimd: 'snmpsim',
  'prometheus-ipmi-exporter': 'prometheus-ipmi-exporter',
  ipmi_sim: 'openipmi',
  ipmitool: 'ipmitool',
  'ipmi-sensors': 'freeipmi-tools',
  'dbus-daemon': 'dbus-daemon',
  chromium: 'chromium',
  'docker-compose': 'docker-compose',
};
/** Debian's packages start their services when installed, unless this refuses it. */
const POLICY = '/usr/sbin/policy-rc.d';

/** @returns the packages that are missing and could not be installed; empty when all is there. */
export async function ensureSystemPackages() {
  const missing = missingPackages();
  if (missing.length === 0 || !mayInstall()) return missing;
  await step(`Installing ${missing.join(', ')} with apt-get`, () => install(missing));
  return missingPackages();
}

function missingPackages() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = (program) => folders.some((folder) => existsSync(join(folder, program)));
  const packages = Object.entries(PROGRAMS).filter(([program]) => !found(program));
  return [...new Set(packages.map(([, name]) => name))];
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const refuseServices = !existsSync(POLICY);
  if (refuseServices) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env });
  } finally {
    if (refuseServices) rmSync(POLICY);
  }
}
