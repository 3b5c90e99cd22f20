import type { Overview } from '../../api/types';
import { t } from '../../t';

type ModuleKind = Overview['modules']['failing'][number]['kind'];

export function moduleKindName(kind: ModuleKind): string {
  switch (kind) {
    case 'collector':
      return t('overview.modules.collector', 'Collector');
    case 'probe':
      return t('overview.modules.probe', 'Probe');
    case 'scanner':
      return t('overview.modules.scanner', 'Scanner');
    case 'watcher':
      return t('overview.modules.watcher', 'Watcher');
    case 'receiver':
      return t('overview.modules.receiver', 'Receiver');
    case 'rule':
      return t('overview.modules.rule', 'Rule');
    case 'advisor':
      return t('overview.modules.advisor', 'Advisor');
  }
}
