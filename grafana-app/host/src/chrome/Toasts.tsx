import { useEffect, useState } from 'react';
import { AppEvents } from '@grafana/data';
import { Alert, type AlertVariant } from '@grafana/ui';
import { appEvents } from '../services/install.ts';

interface Toast {
  readonly id: number;
  readonly severity: AlertVariant;
  readonly title: string;
  readonly detail: string;
}

const KINDS = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
  [AppEvents.alertInfo, 'info'],
] as const;
const SHOWN_MS = { success: 3000, info: 5000, warning: 5000, error: 7000 } as const;
const MAX_TOASTS = 5;

/** What the app's alerts say, for a while. */
export function Toasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  useEffect(() => {
    let last = 0;
    const timers = new Set<number>();
    const subscriptions = KINDS.map(([event, severity]) =>
      appEvents.getStream(event as never).subscribe((message: { payload?: unknown }) => {
        const [title = '', detail = ''] = (message.payload ?? []) as readonly unknown[];
        const toast = { id: ++last, severity, title: String(title), detail: String(detail) };
        setToasts((present) => [...present, toast].slice(-MAX_TOASTS));
        timers.add(
          window.setTimeout(
            () => setToasts((present) => present.filter(({ id }) => id !== toast.id)),
            SHOWN_MS[severity]
          )
        );
      })
    );
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      for (const timer of timers) window.clearTimeout(timer);
    };
  }, []);
  return (
    <div
      data-testid="toasts"
      aria-live="polite"
      style={{ position: 'fixed', top: 56, right: 16, width: 380, zIndex: 10_000 }}
    >
      {toasts.map(({ id, severity, title, detail }) => (
        <Alert
          key={id}
          severity={severity}
          title={title}
          elevated
          onRemove={() => setToasts((present) => present.filter((toast) => toast.id !== id))}
        >
          {detail}
        </Alert>
      ))}
    </div>
  );
}
