import { t as translate } from '@grafana/i18n';

/**
 * Grafana's `t`, with values as they are: i18next would write `/var/log` as `&#x2F;var&#x2F;log`, for the sake of HTML
 * made from text, and React escapes whatever it draws by itself.
 */
export const t: typeof translate = (id, message, values) =>
  translate(id, message, { interpolation: { escapeValue: false }, ...values });
