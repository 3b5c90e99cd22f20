/** A machine as an asset of the inventory, whoever asked its BMC. */
import type { AssetDraft } from '../../model/asset.ts';
import type { JsonObject } from '../../model/json.ts';
import { said } from './parts.ts';
import { rackId } from './rack.ts';

const MAX_NAME = 256;
const KIND_OF = { server: 'host', enclosure: 'other', pdu: 'other' } as const;

/** Texts are empty for what is not known. */
export interface DescribedMachine {
  readonly type: 'server' | 'enclosure' | 'pdu';
  readonly settings: {
    readonly name: string;
    readonly address: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  /** Name or address of the BMC. */
  readonly host: string;
  readonly hostname: string;
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly rack: string;
  /** What else tells it from others. */
  readonly identity: JsonObject;
  /** What the BMC says of itself and of the machine. */
  readonly bmc: { readonly protocol: string } & JsonObject;
}

/** @param id of the asset that it is */
export function machineAsset(machine: DescribedMachine, id: string): AssetDraft {
  const { type, settings, host, hostname, vendor, model, serial, rack, bmc } = machine;
  const { protocol, ...more } = bmc;
  const hardware = said({ vendor, product: model, serial, ...machine.identity });
  const isNamed = settings.name !== settings.address || hostname === '';
  return {
    id,
    kind: KIND_OF[type],
    name: (isNamed ? settings.name : hostname).slice(0, MAX_NAME),
    labels: {
      type,
      ...(vendor === '' ? {} : { vendor }),
      ...(rack === '' ? {} : { rack }),
      ...settings.labels,
    },
    attributes: said({
      type,
      address: host,
      vendor,
      model,
      serial,
      hardware,
      bmc: said({ protocol, target: settings.name, address: host, ...more, hardware }),
    }),
    relations: rack === '' ? [] : [{ type: 'part-of', target: rackId(rack) }],
  };
}
