import React from 'react';
import { LoadingPlaceholder } from '@grafana/ui';
import { t } from '../t';

export const Loading = () => <LoadingPlaceholder text={t('loading', 'Loading…')} />;
