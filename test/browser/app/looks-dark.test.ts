import { testLooks } from '../../support/app-looks.ts';

testLooks('dark');
