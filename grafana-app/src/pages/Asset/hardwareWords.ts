/** Words for what BMCs say of machines; what this version of the app does not know is shown as it is. */
import { t } from '../../t';

export function partKindName(kind: string): string {
  switch (kind) {
    case 'psu':
      return t('hardware.part.psu', 'Power supply');
    case 'fan':
      return t('hardware.part.fan', 'Fan');
    case 'drive':
      return t('hardware.part.drive', 'Drive');
    case 'dimm':
      return t('hardware.part.dimm', 'Memory module');
    case 'board':
      return t('hardware.part.board', 'Board');
    default:
      return kind;
  }
}

export function healthName(health: string): string {
  switch (health) {
    case 'OK':
      return t('hardware.health.ok', 'OK');
    case 'Warning':
      return t('hardware.health.warning', 'Warning');
    case 'Critical':
      return t('hardware.health.critical', 'Critical');
    default:
      return health;
  }
}

export function powerName(power: string): string {
  switch (power) {
    case 'on':
      return t('hardware.power.on', 'On');
    case 'off':
      return t('hardware.power.off', 'Off');
    default:
      return power;
  }
}

export function placeName(name: string): string {
  switch (name) {
    case 'room':
      return t('hardware.place.room', 'Room');
    case 'row':
      return t('hardware.place.row', 'Row');
    case 'rack':
      return t('hardware.place.rack', 'Rack');
    case 'unit':
      return t('hardware.place.unit', 'Rack unit');
    default:
      return name;
  }
}

export function protocolName(protocol: string): string {
  switch (protocol) {
    case 'redfish':
      return 'Redfish';
    case 'ipmi':
      return 'IPMI';
    default:
      return protocol;
  }
}
