import type { FieldConfigPropertyItem, StandardEditorsRegistryItem } from '@grafana/data';

/** Grafana's editors of options are in its core; a panel only has to find them by id when it declares its options. */
const EDITORS = [
  'number',
  'text',
  'strings',
  'boolean',
  'select',
  'multi-select',
  'radio',
  'slider',
  'unit',
  'color',
  'fieldColor',
  'links',
  'actions',
  'mappings',
  'thresholds',
  'timezone',
  'stats-picker',
  'dashboard-uid',
  'field-name',
  'layer',
  'layers',
  'cascader',
  'cell-type',
  'fieldNameByRegex',
];

const NOTHING = () => null;

export function standardEditors(): StandardEditorsRegistryItem[] {
  return EDITORS.map((id) => ({ id, name: id, editor: NOTHING }));
}

/** Standard field options: their values pass as they are. */
const FIELD_OPTIONS = [
  'unit',
  'min',
  'max',
  'decimals',
  'displayName',
  'color',
  'noValue',
  'thresholds',
  'mappings',
  'links',
  'actions',
  'fieldMinMax',
  'filterable',
];

export function standardFieldConfigs(): FieldConfigPropertyItem[] {
  return FIELD_OPTIONS.map((id) => ({
    id,
    path: id,
    name: id,
    category: ['Standard options'],
    editor: NOTHING,
    override: NOTHING,
    process: (value: unknown) => value,
    shouldApply: () => true,
    settings: {},
  }));
}
