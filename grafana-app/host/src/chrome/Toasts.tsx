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
    const listeners = KINDS.map(([event, severity]) => {
      const listen = (texts: readonly string[] = []) => {
        const [title = '', detail = ''] = texts;
        const id = ++last;
        setToasts((present) => [...present, { id, severity, title, detail }].slice(-MAX_TOASTS));
        const remove = () => setToasts((present) => present.filter((toast) => toast.id !== id));
        timers.add(window.setTimeout(remove, SHOWN_MS[severity]));
      };
      appEvents.on(event.name, listen);
      return { event, listen };
    });
    return () => {
      for (const { event, listen } of listeners) appEvents.off(event.name, listen);
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
