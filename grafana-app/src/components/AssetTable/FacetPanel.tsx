import React from 'react';
import { Stack } from '@grafana/ui';
import type { AssetFacets } from '../../api/types';
import { t } from '../../t';
import { kindName, statusName } from '../assetWords';
import { FacetGroup } from './FacetGroup';
import { DIMENSIONS, facetOf, type AssetFilters, type Choice, type Dimension } from './filters';
import { filterTitle } from './filterTitle';
import { LabelFacets } from './LabelFacets';

interface Props {
  readonly facets: AssetFacets;
  readonly filters: AssetFilters;
  readonly onToggle: (choice: Choice) => void;
}

/** By what the inventory can be narrowed, with what each choice would leave. */
export function FacetPanel({ facets, filters, onToggle }: Props) {
  return (
    <section aria-label={t('inventory.facet.title', 'Filters')}>
      <Stack direction="column" gap={2}>
        {DIMENSIONS.map((dimension) => (
          <FacetGroup
            key={dimension}
            title={filterTitle(dimension)}
            filter={dimension}
            values={facetOf(facets, dimension)}
            filters={filters}
            onToggle={onToggle}
            nameOf={NAMES[dimension]}
          />
        ))}
        <LabelFacets labels={facets.labels} filters={filters} onToggle={onToggle} />
      </Stack>
    </section>
  );
}

const NAMES: Partial<Record<Dimension, (value: string) => string>> = { kind: kindName, status: statusName };
