import { ruleBook } from '../rules/rule-book';
import { CATALOGUE_RULES } from '../rules/catalogue/catalogue-rules';
import { CHRONOLOGY_RULES } from './chronology';

/** Every rule in force: the chronology and the catalogue. */
export const RULE_BOOK = ruleBook([...CHRONOLOGY_RULES, ...CATALOGUE_RULES]);
