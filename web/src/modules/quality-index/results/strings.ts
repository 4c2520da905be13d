import { defineStrings } from '../../../app/i18n.ts';
import { en } from './strings-en.ts';
import { zh } from './strings-zh.ts';

export const useResultStrings = defineStrings('index-results', zh, en);
