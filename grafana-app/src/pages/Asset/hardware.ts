import { isRecord } from '../../isRecord';
import { bytesText } from './attributes';

/** What the BMC of a machine says of it, as far as there is any. */
export interface Hardware {
  readonly bmcs: readonly BmcAccount[];
  /** `on`, `off`; empty when it is not known. */
  readonly power: string;
  /** In the words of Redfish: `OK`, `Warning`, `Critical`. */
  readonly health: string;
  /** Room, row, rack and unit. */
  readonly place: ReadonlyArray<readonly [string, string]>;
  readonly certificateEnds: string;
  readonly parts: readonly HardwarePart[];
}

/** The BMC by one protocol. */
export interface BmcAccount {
  readonly protocol: string;
  readonly address: string;
  readonly model: string;
  readonly firmware: string;
}

export interface HardwarePart {
  readonly kind: string;
  readonly name: string;
  readonly health: string;
  readonly model: string;
  readonly serial: string;
  readonly partNumber: string;
  /** Slot and what it is attached to. */
  readonly slot: string;
  readonly size: string;
  readonly volumes: string;
}

/** Null where nobody asks the BMC. */
export function hardwareOf(attributes: object): Hardware | null {
  const bmc: unknown = (attributes as { readonly bmc?: unknown }).bmc;
  if (!isRecord(bmc)) {
    return null;
  }
  const { parts, place } = bmc;
  return {
    bmcs: [accountOf(bmc), ...(isRecord(bmc['ipmi']) ? [accountOf({ ...bmc['ipmi'], protocol: 'ipmi' })] : [])],
    power: textOf(bmc['power']),
    health: textOf(bmc['health']),
    place: isRecord(place) ? Object.entries(place).map(([name, value]) => [name, textOf(value)]) : [],
    certificateEnds: textOf(bmc['certificateEnds']),
    parts: Array.isArray(parts) ? parts.filter(isRecord).map(partOf) : [],
  };
}

function accountOf({ protocol, address, model, vendor, firmware }: Readonly<Record<string, unknown>>): BmcAccount {
  return {
    protocol: textOf(protocol),
    address: textOf(address),
    model: textOf(model) || textOf(vendor),
    firmware: textOf(firmware),
  };
}

function partOf(part: Readonly<Record<string, unknown>>): HardwarePart {
  const { capacityBytes, volumes } = part;
  return {
    kind: textOf(part['kind']),
    name: textOf(part['name']),
    health: textOf(part['health']),
    model: joined([part['vendor'], part['model'], part['mediaType']], ' '),
    serial: textOf(part['serial']),
    partNumber: textOf(part['partNumber']),
    slot: joined([part['slot'], part['storage']], ', '),
    size: typeof capacityBytes === 'number' ? bytesText(capacityBytes) : '',
    volumes: Array.isArray(volumes) ? volumes.map(textOf).join(', ') : '',
  };
}

const joined = (values: readonly unknown[], separator: string) => values.map(textOf).filter(Boolean).join(separator);

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
