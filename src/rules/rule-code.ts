/** Every code of the rule catalogue, in its order. A code is never reused for another rule. */
export const RULE_CODES = [
  ...['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07', 'C08', 'C09', 'C10', 'C11'],
  ...['C12', 'C13', 'C14', 'C15', 'C16', 'C17', 'C18', 'C19', 'C20', 'C21'],
  ...['E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07', 'E08', 'E09', 'E10', 'E11'],
  ...['S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08'],
  ...['F01', 'F02', 'F03', 'F04'],
  ...['P01', 'P02', 'P03', 'P04', 'P05', 'P06'],
  ...['Q01', 'Q02', 'Q03', 'Q04'],
  ...['M01', 'M02', 'M03', 'M04', 'M05'],
  ...['T01', 'T02', 'G01', 'X01'],
] as const;

export type RuleCode = (typeof RULE_CODES)[number];

export function isRuleCode(text: string): text is RuleCode {
  return (RULE_CODES as readonly string[]).includes(text);
}
