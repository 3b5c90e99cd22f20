import React, { lazy, Suspense, useState } from 'react';
import { Button, Modal, TextLink } from '@grafana/ui';
import { t } from '../../t';
import { Loading } from '../Loading';
import { placeOf } from './place';

const RunbookText = lazy(() => import('./RunbookText'));

/** The way to a runbook; nothing where there is none that may be followed. */
export function Runbook({ runbook }: { readonly runbook: string | undefined }) {
  const [isOpen, setOpen] = useState(false);
  const place = placeOf(runbook ?? '');
  if (place === null) {
    return null;
  }
  if (place.kind === 'web') {
    return (
      <TextLink href={place.url} external inline={false}>
        {t('runbook.link', 'Runbook')}
      </TextLink>
    );
  }
  return (
    <div>
      <Button variant="secondary" size="sm" icon="book" onClick={() => setOpen(true)}>
        {t('runbook.link', 'Runbook')}
      </Button>
      {isOpen && (
        <Modal isOpen title={t('runbook.title', 'Runbook')} onDismiss={() => setOpen(false)}>
          <Suspense fallback={<Loading />}>
            <RunbookText name={place.name} />
          </Suspense>
        </Modal>
      )}
    </div>
  );
}
