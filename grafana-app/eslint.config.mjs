import { defineConfig, globalIgnores } from 'eslint/config';
import i18n from '@grafana/i18n/eslint-plugin';
import grafanaConfig from './.config/eslint.config.mjs';

export default defineConfig([
  // `host` is no part of the plugin: the root's configuration looks after it.
  globalIgnores(['dist/', 'host/', '.config/', 'src/api/schema.ts']),
  ...grafanaConfig,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { '@grafana/i18n': i18n },
    rules: {
      '@grafana/i18n/no-untranslated-strings': 'error',
      '@grafana/i18n/no-translation-top-level': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@grafana/i18n', importNames: ['t'], message: 'Its t escapes values for HTML: use src/t.ts.' },
          ],
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/t.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['src/**/*.test.{ts,tsx}'],
    languageOptions: { parserOptions: { project: null } },
    rules: { '@typescript-eslint/no-deprecated': 'off', '@grafana/i18n/no-untranslated-strings': 'off' },
  },
]);
