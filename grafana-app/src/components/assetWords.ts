/** Words for what the API calls assets. */
import { t } from '../t';

/** A kind that this version of the app does not know is shown as it is. */
export function kindName(kind: string): string {
  switch (kind) {
    case 'host':
      return t('asset-kind.host', 'Host');
    case 'service':
      return t('asset-kind.service', 'Service');
    case 'process':
      return t('asset-kind.process', 'Process');
    case 'container':
      return t('asset-kind.container', 'Container');
    case 'pod':
      return t('asset-kind.pod', 'Pod');
    case 'vm':
      return t('asset-kind.vm', 'Virtual machine');
    case 'cloud-instance':
      return t('asset-kind.cloud-instance', 'Cloud instance');
    case 'bmc':
      return t('asset-kind.bmc', 'BMC');
    case 'network-device':
      return t('asset-kind.network-device', 'Network device');
    case 'storage':
      return t('asset-kind.storage', 'Storage');
    case 'other':
      return t('asset-kind.other', 'Other');
    default:
      return kind;
  }
}

export function statusName(status: string): string {
  switch (status) {
    case 'active':
      return t('asset-status.active', 'Active');
    case 'stale':
      return t('asset-status.stale', 'Stale');
    case 'gone':
      return t('asset-status.gone', 'Gone');
    default:
      return status;
  }
}

export function statusMeaning(status: string): string {
  switch (status) {
    case 'active':
      return t('asset-status.active-meaning', 'Reported lately');
    case 'stale':
      return t('asset-status.stale-meaning', 'Nothing has reported it for a while');
    case 'gone':
      return t('asset-status.gone-meaning', 'A complete scan no longer found it');
    default:
      return '';
  }
}
