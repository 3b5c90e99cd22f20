import { html, type Html } from './html.ts';

export const DEVICE_PATH = '/snmp';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly required: boolean;
}

const FIELDS: readonly Field[] = [
  { name: 'target', label: 'Target', value: '', hint: 'host or host:port', required: true },
  // Left empty, a module that brings its own uses that.
  { name: 'auth', label: 'Auth', value: '', hint: 'public_v2', required: false },
  { name: 'module', label: 'Module', value: 'if_mib', hint: 'if_mib,system', required: true },
];

/** Asks a device, as the page of snmp_exporter does. It stands outside of what renews itself, for somebody types in it. */
export function deviceForm(): Html {
  return html`<form action="${DEVICE_PATH}">
    <h2>Ask a device over SNMP</h2>
    ${FIELDS.map(
      ({ name, label, value, hint, required }) =>
        html`<label
          >${label}<input
            name="${name}"
            value="${value}"
            placeholder="${hint}"
            ${required && 'required'}
            autocomplete="off"
        /></label>`,
    )}
    <button>Ask</button>
    <a href="/config">auths and modules</a>
  </form>`;
}
