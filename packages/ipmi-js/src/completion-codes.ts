/** Completion codes of any command (IPMI 2.0, table 5-2). */
export const COMPLETION = {
  done: 0x00,
  nodeBusy: 0xc0,
  invalidCommand: 0xc1,
  invalidForLun: 0xc2,
  timeout: 0xc3,
  outOfSpace: 0xc4,
  reservationLost: 0xc5,
  dataTruncated: 0xc6,
  dataLengthInvalid: 0xc7,
  dataTooLong: 0xc8,
  parameterOutOfRange: 0xc9,
  cannotReturnBytes: 0xca,
  notPresent: 0xcb,
  invalidField: 0xcc,
  illegalForRecord: 0xcd,
  noResponse: 0xce,
  duplicate: 0xcf,
  sdrUpdating: 0xd0,
  firmwareUpdating: 0xd1,
  initializing: 0xd2,
  destinationUnavailable: 0xd3,
  insufficientPrivilege: 0xd4,
  notInThisState: 0xd5,
  disabled: 0xd6,
  unspecified: 0xff,
} as const;

const TEXTS: Readonly<Record<number, string>> = {
  [COMPLETION.done]: 'done',
  [COMPLETION.nodeBusy]: 'node busy',
  [COMPLETION.invalidCommand]: 'it does not have this command',
  [COMPLETION.invalidForLun]: 'it does not have this command for this LUN',
  [COMPLETION.timeout]: 'timeout while processing',
  [COMPLETION.outOfSpace]: 'out of space',
  [COMPLETION.reservationLost]: 'reservation cancelled',
  [COMPLETION.dataTruncated]: 'request data truncated',
  [COMPLETION.dataLengthInvalid]: 'request data has the wrong length',
  [COMPLETION.dataTooLong]: 'request data is too long',
  [COMPLETION.parameterOutOfRange]: 'parameter out of range',
  [COMPLETION.cannotReturnBytes]: 'cannot return that many bytes',
  [COMPLETION.notPresent]: 'sensor, data or record is not present',
  [COMPLETION.invalidField]: 'invalid field in the request',
  [COMPLETION.illegalForRecord]: 'illegal for this sensor or record',
  [COMPLETION.noResponse]: 'a response could not be provided',
  [COMPLETION.duplicate]: 'duplicated request',
  [COMPLETION.sdrUpdating]: 'the SDR repository is being updated',
  [COMPLETION.firmwareUpdating]: 'the firmware is being updated',
  [COMPLETION.initializing]: 'the BMC is starting',
  [COMPLETION.destinationUnavailable]: 'destination unavailable',
  [COMPLETION.insufficientPrivilege]: 'insufficient privilege',
  [COMPLETION.notInThisState]: 'not possible in the present state',
  [COMPLETION.disabled]: 'the command is disabled',
  [COMPLETION.unspecified]: 'unspecified error',
};

/** Codes from 0x80 to 0xbe mean something else for each command; from 0x01 to 0x7e they are the maker's. */
export function completionText(code: number): string {
  const known = TEXTS[code];
  if (known !== undefined) return known;
  if (code >= 0x80 && code <= 0xbe) return "the command's own code";
  return code < 0x80 ? "the maker's own code" : 'reserved code';
}
