import { t } from '../../t';
import type { CountedBy, FilterName, QueryType } from '../query';
import type { Find } from '../variableQuery';

export function typeName(type: QueryType): string {
  switch (type) {
    case 'assets':
      return t('datasource.type.assets', 'Assets');
    case 'asset-counts':
      return t('datasource.type.asset-counts', 'Asset counts');
    case 'events':
      return t('datasource.type.events', 'Events');
    case 'scores':
      return t('datasource.type.scores', 'Threat scores');
    case 'score-history':
      return t('datasource.type.score-history', 'Threat scores over time');
    case 'recommendations':
      return t('datasource.type.recommendations', 'Recommendations');
    case 'incidents':
      return t('datasource.type.incidents', 'Incidents');
    case 'root-cause':
      return t('datasource.type.root-cause', 'Root causes');
    case 'topology':
      return t('datasource.type.topology', 'Topology');
    case 'changes':
      return t('datasource.type.changes', 'Changes of the inventory');
  }
}

export function typeMeaning(type: QueryType): string {
  switch (type) {
    case 'assets':
      return t('datasource.type-meaning.assets', 'The inventory as it is now');
    case 'asset-counts':
      return t('datasource.type-meaning.asset-counts', 'How many assets of each kind, status, tenant, source or label');
    case 'events':
      return t('datasource.type-meaning.events', 'What happened in the time range');
    case 'scores':
      return t('datasource.type-meaning.scores', 'The highest scores now');
    case 'score-history':
      return t('datasource.type-meaning.score-history', 'A time series for each asset');
    case 'recommendations':
      return t('datasource.type-meaning.recommendations', 'What to do before it breaks');
    case 'incidents':
      return t('datasource.type-meaning.incidents', 'Those that were open in the time range');
    case 'root-cause':
      return t('datasource.type-meaning.root-cause', 'Ranked causes of incidents with their chains');
    case 'topology':
      return t('datasource.type-meaning.topology', 'Assets and relations as nodes and edges');
    case 'changes':
      return t('datasource.type-meaning.changes', 'What changed in the time range');
  }
}

export function filterName(name: FilterName): string {
  switch (name) {
    case 'kind':
      return t('datasource.filter.kind', 'Kind');
    case 'status':
      return t('datasource.filter.status', 'Status');
    case 'tenant':
      return t('datasource.filter.tenant', 'Tenant');
    case 'source':
      return t('datasource.filter.source', 'Source');
    case 'labels':
      return t('datasource.filter.labels', 'Labels');
    case 'search':
      return t('datasource.filter.search', 'Search');
    case 'asset':
      return t('datasource.filter.asset', 'Asset');
    case 'severity':
      return t('datasource.filter.severity', 'Severity');
    case 'level':
      return t('datasource.filter.level', 'Level');
    case 'minScore':
      return t('datasource.filter.min-score', 'Score from');
    case 'entity':
      return t('datasource.filter.entity', 'Assets');
    case 'state':
      return t('datasource.filter.state', 'State');
    case 'advisor':
      return t('datasource.filter.advisor', 'Advisor');
    case 'incident':
      return t('datasource.filter.incident', 'Incident');
    case 'focus':
      return t('datasource.filter.focus', 'Around asset');
    case 'depth':
      return t('datasource.filter.depth', 'Relations away');
    case 'field':
      return t('datasource.filter.field', 'Field');
  }
}

export function countedByName(by: CountedBy): string {
  return by === 'label' ? t('datasource.by.label', 'Label') : filterName(by);
}

export function findName(find: Find): string {
  switch (find) {
    case 'assets':
      return t('datasource.find.assets', 'Assets');
    case 'incidents':
      return t('datasource.find.incidents', 'Incidents');
    case 'kinds':
      return t('datasource.find.kinds', 'Kinds');
    case 'statuses':
      return t('datasource.find.statuses', 'Statuses');
    case 'tenants':
      return t('datasource.find.tenants', 'Tenants');
    case 'sources':
      return t('datasource.find.sources', 'Sources');
    case 'label-values':
      return t('datasource.find.label-values', 'Values of a label');
    case 'labels':
      return t('datasource.find.labels', 'Names of labels');
  }
}
