/** Interfaces that went down or came up between two looks. */
import { INTERFACE_STATUSES } from '../../../protocols/snmp/device-events.ts';
import type { Fact } from './events.ts';
import type { Interface } from './reading.ts';

const UP = 1;
/** Those of ifOperStatus in which nothing goes through: down, notPresent, lowerLayerDown. */
const DOWN: ReadonlySet<number> = new Set([2, 6, 7]);

export function linkFacts(
  device: string,
  before: ReadonlyMap<string, Interface>,
  now: ReadonlyMap<string, Interface>,
): Fact[] {
  return [...now.values()].flatMap((each) => {
    const last = before.get(each.key)?.operStatus;
    if (last === UP && DOWN.has(each.operStatus)) return [downFact(device, each)];
    return last !== undefined && DOWN.has(last) && each.operStatus === UP ? [upFact(device, each)] : [];
  });
}

/** Whoever turns an interface off knows that it is down. */
function downFact(device: string, each: Interface): Fact {
  const isTurnedOff = each.adminStatus === 2;
  return {
    kind: 'snmp.link_down',
    severity: isTurnedOff ? 'info' : 'warning',
    message: `${device}: ${shownName(each)} is down${isTurnedOff ? ', turned off' : ''}`,
    attributes: linkAttributes(each),
    about: String(each.index),
  };
}

function upFact(device: string, each: Interface): Fact {
  return {
    kind: 'snmp.link_up',
    severity: 'info',
    message: `${device}: ${shownName(each)} is up`,
    attributes: linkAttributes(each),
    about: String(each.index),
  };
}

function linkAttributes(each: Interface) {
  return {
    ...namesOf(each),
    if_admin_status: statusOf(each.adminStatus),
    if_oper_status: statusOf(each.operStatus),
  };
}

/** Under the names that traps have. */
export function namesOf({ index, title, alias }: Interface) {
  return { if_index: index, if_name: title, if_descr: title, ...(alias === '' ? {} : { if_alias: alias }) };
}

export function shownName({ title, alias }: Interface): string {
  return alias === '' || alias === title ? title : `${title} (${alias})`;
}

const statusOf = (value: number) => INTERFACE_STATUSES[value - 1] ?? null;
