import { GATE_RULES } from '../rules/catalogue/gates';
import { PROGRAMME_RULES } from '../rules/catalogue/programme-rules';
import { ruleBook } from '../rules/rule-book';
import { CHRONOLOGY_RULES } from './chronology';

/** Every rule in force: the chronology and the catalogue. */
export const RULE_BOOK = ruleBook([...CHRONOLOGY_RULES, ...GATE_RULES], PROGRAMME_RULES);
