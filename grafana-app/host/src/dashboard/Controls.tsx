import { dateTime, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { RefreshPicker, TimeRangePicker, Combobox, InlineField, MultiCombobox } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { changeTimeRange } from './time-range.ts';
import { ALL, selectVariable, type VariableState } from './variables.ts';

const HIDDEN = 2;
const MINUTE_MS = 60_000;

interface ControlsProps {
  readonly range: TimeRange;
  readonly interval: string;
  readonly onRefresh: () => void;
  readonly variables: readonly VariableState[];
}

/** Variables, time range and refresh of a dashboard. */
export function Controls({ range, interval, onRefresh, variables }: ControlsProps) {
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'flex-start' }}>
      {variables
        .filter(({ model }) => model.hide !== HIDDEN)
        .map((variable) => (
          <Variable key={variable.model.name} variable={variable} />
        ))}
      <TimeRangePicker
        value={range}
        timeZone={preview.preferences.timeZone}
        onChange={changeTimeRange}
        onChangeTimeZone={() => undefined}
        onMoveBackward={() => changeTimeRange(moved(range, -0.5))}
        onMoveForward={() => changeTimeRange(moved(range, 0.5))}
        onZoom={() => changeTimeRange(moved(range, 0, 2))}
      />
      <RefreshPicker
        value={interval}
        tooltip="Refresh the dashboard"
        intervals={['5s', '10s', '30s', '1m', '5m']}
        onRefresh={onRefresh}
        onIntervalChanged={(chosen) => locationService.partial({ refresh: chosen })}
      />
    </div>
  );
}

function Variable({ variable: { model, options, selected, error } }: { variable: VariableState }) {
  const choices = [...new Set([...options, ...selected])].map((value) => ({
    value,
    label: value === ALL ? 'All' : value,
  }));
  const id = `variable-${model.name}`;
  return (
    <InlineField label={model.label || model.name} htmlFor={id} invalid={error !== null} error={error}>
      {model.multi === true ? (
        <MultiCombobox
          id={id}
          width={24}
          options={choices}
          value={[...selected]}
          onChange={(chosen) => selectVariable(model.name, withoutAll(chosen.map(({ value }) => value)))}
        />
      ) : (
        <Combobox
          id={id}
          width={24}
          options={choices}
          value={selected[0] ?? null}
          onChange={({ value }) => selectVariable(model.name, [value])}
        />
      )}
    </InlineField>
  );
}

/** "All" and single values exclude each other: the last one chosen stays. */
function withoutAll(chosen: readonly string[]): readonly string[] {
  return chosen.at(-1) === ALL ? [ALL] : chosen.filter((value) => value !== ALL);
}

/** The range shifted by a part of its length and stretched around its middle. */
function moved({ from, to }: TimeRange, shift: number, stretch = 1): TimeRange {
  const length = Math.max(MINUTE_MS, to.valueOf() - from.valueOf());
  const middle = (from.valueOf() + to.valueOf()) / 2 + shift * length;
  const start = dateTime(middle - (stretch * length) / 2);
  const end = dateTime(middle + (stretch * length) / 2);
  return { from: start, to: end, raw: { from: start, to: end } };
}
