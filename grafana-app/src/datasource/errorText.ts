/** Why a query brings nothing, in words. */
import { t } from '../t';
import { toApiError } from '../api/errors';
import { adviceFor, titleOf } from '../components/errorWords';
import { QueryError, type QueryProblem } from './queryError';

export function errorText(error: unknown): string {
  if (error instanceof QueryError) {
    return problemText(error.problem);
  }
  const apiError = toApiError(error);
  return `${titleOf(apiError)}: ${apiError.message}. ${adviceFor(apiError)}`;
}

function problemText(problem: QueryProblem): string {
  switch (problem.code) {
    case 'no-label':
      return t('datasource.error.no-label', '“{{text}}” is no label: write name=value.', {
        text: problem.text,
      });
    case 'no-label-name':
      return t('datasource.error.no-label-name', 'Choose the label whose values are wanted.');
    case 'too-many-combinations':
      return t(
        'datasource.error.combinations',
        'The filters have more than {{max}} combinations of values. Choose fewer values, or “All”.',
        { max: problem.max }
      );
    case 'one-value':
      return t('datasource.error.one-value', '{{name}} takes one value, not several: {{values}}.', {
        name: problem.name,
        values: problem.values.slice(0, 5).join(', '),
      });
    case 'no-number':
      return t('datasource.error.no-number', '{{name}} is a number from {{min}} to {{max}}, not “{{text}}”.', {
        name: problem.name,
        min: problem.min,
        max: problem.max,
        text: problem.text,
      });
    case 'no-choice':
      return t('datasource.error.no-choice', '“{{text}}” is no {{name}}. Use one of: {{choices}}.', {
        text: problem.text,
        name: problem.name,
        choices: problem.choices.join(', '),
      });
  }
}
