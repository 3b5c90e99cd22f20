/**
 * What a BMC says by Redfish and by IPMI, as one. Redfish's word counts, for it knows more; what IPMI alone knows is
 * added: parts that Redfish does not have (`protocol` of the part is then `ipmi`), fields that its parts lack (named in
 * `fromIpmi`), and its own account of the BMC, `ipmi`. So each of the two can be told anew without the other.
 */
import type { Json, JsonObject } from '../../model/json.ts';
import { placeOf } from './part-place.ts';
import { isPlaceholder } from './placeholder.ts';

const REDFISH = 'redfish';
const IPMI = 'ipmi';
/** What an inventory says of a part, and Redfish may leave out. */
const FILLED = ['vendor', 'model', 'partNumber', 'serial'] as const;

/** @param known as it was before @param told by one of the two */
export function withView(known: JsonObject, told: JsonObject): JsonObject {
  const [before, now] = [protocolsOf(known), told['protocol']];
  if (now === IPMI && before.includes(REDFISH)) {
    const redfish = redfishOf(known);
    return joined(redfish, told, withoutRenamed(partsOf(told), partsOf(redfish)));
  }
  if (now === REDFISH && before.includes(IPMI)) {
    const ipmi = ipmiOf(known);
    return joined(told, ipmi, partsOf(ipmi));
  }
  return told;
}

function protocolsOf(view: JsonObject): Json[] {
  return view[IPMI] === undefined ? [view['protocol'] ?? null] : [REDFISH, IPMI];
}

function joined({ parts: of, ...redfish }: JsonObject, ipmi: JsonObject, others: JsonObject[]): JsonObject {
  const { protocol: _, parts: __, ...account } = ipmi;
  const parts = joinedParts(partsOf({ parts: of ?? [] }), others);
  return { ...redfish, ...(parts.length > 0 && { parts }), [IPMI]: account };
}

/** Of both, what Redfish told. */
function redfishOf({ [IPMI]: _, ...view }: JsonObject): JsonObject {
  const parts = partsOf(view).filter((part) => part['protocol'] !== IPMI);
  return { ...view, parts: parts.map(withoutFilled) };
}

/** Of both, what IPMI told, as far as it was kept; of IPMI alone, all. */
function ipmiOf(view: JsonObject): JsonObject {
  const account = view[IPMI];
  if (!isObject(account)) return view;
  const parts = partsOf(view).flatMap((part) => {
    if (part['protocol'] !== IPMI) return filledOf(part);
    const { protocol: _, ...own } = part;
    return [own];
  });
  return { ...account, protocol: IPMI, parts };
}

function joinedParts(redfish: readonly JsonObject[], ipmi: readonly JsonObject[]): JsonObject[] {
  const all = [...redfish];
  for (const part of ipmi) {
    const at = indexOf(part, redfish);
    const same = all[at];
    if (same) all[at] = filled(same, part);
    else all.push({ ...part, protocol: IPMI });
  }
  return all;
}

/** By serial number; else by what it is and where, unless the serial numbers differ. -1 for none. */
function indexOf(part: JsonObject, among: readonly JsonObject[]): number {
  const serial = serialOf(part);
  const bySerial = serial === '' ? -1 : among.findIndex((each) => serialOf(each) === serial);
  if (bySerial >= 0) return bySerial;
  const places = placesOf(part);
  return among.findIndex(
    (each) =>
      each['kind'] === part['kind'] &&
      (serial === '' || serialOf(each) === '') &&
      placesOf(each).some((place) => places.includes(place)),
  );
}

/**
 * Of a kind of which Redfish has as many left that IPMI did not name, those without a serial number are the same ones
 * under other names.
 */
function withoutRenamed(ipmi: readonly JsonObject[], redfish: readonly JsonObject[]): JsonObject[] {
  const places = ipmi.map((part) => indexOf(part, redfish));
  const strangers = ipmi.filter((_, i) => places[i] === -1);
  const unnamed = redfish.filter((_, at) => !places.includes(at));
  const count = (parts: readonly JsonObject[], { kind }: JsonObject) =>
    parts.filter((each) => each['kind'] === kind).length;
  return ipmi.filter(
    (part, i) => places[i] !== -1 || serialOf(part) !== '' || count(strangers, part) > count(unnamed, part),
  );
}

function filled(part: JsonObject, other: JsonObject): JsonObject {
  const added = FILLED.filter((field) => part[field] === undefined && other[field] !== undefined);
  if (added.length === 0) return part;
  const fields = Object.fromEntries(added.map((field) => [field, other[field] ?? '']));
  return { ...part, ...fields, fromIpmi: added };
}

function withoutFilled(part: JsonObject): JsonObject {
  const { fromIpmi, ...own } = part;
  if (!Array.isArray(fromIpmi)) return part;
  return Object.fromEntries(Object.entries(own).filter(([field]) => !fromIpmi.includes(field)));
}

function filledOf(part: JsonObject): JsonObject[] {
  const { kind, name, slot, fromIpmi } = part;
  if (!Array.isArray(fromIpmi)) return [];
  const fields = Object.entries(part).filter(([field]) => fromIpmi.includes(field));
  const where = slot === undefined ? {} : { slot };
  return [{ kind: kind ?? '', name: name ?? '', ...where, ...Object.fromEntries(fields) }];
}

function placesOf({ name, slot }: JsonObject): string[] {
  return [name, slot].flatMap((text) => (typeof text === 'string' ? [placeOf(text)] : [])).filter(Boolean);
}

/** Empty when it says nothing. */
function serialOf({ serial }: JsonObject): string {
  const text = typeof serial === 'string' ? serial.trim().toLowerCase() : '';
  return isPlaceholder(text) ? '' : text;
}

function partsOf({ parts }: JsonObject): JsonObject[] {
  return Array.isArray(parts) ? parts.filter(isObject) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
