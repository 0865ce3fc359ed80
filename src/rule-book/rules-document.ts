import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { RULE_MODES, RULE_PARTS, RuleEntry, ruleWords, textOf } from './rule-entries';

/** The sign of the rules that the database itself keeps. */
const KEPT_BY_DATABASE = '⛁';

/** The rule book as a document; `docs/rules.md` is the English one, with the Chinese beside it. */
export function rulesDocument(entries: readonly RuleEntry[], t: Translate, language: Language): string {
  const parts = RULE_PARTS.filter((part) => entries.some((entry) => entry.part === part));
  const lines = [
    `# ${t('ruleBook.title')}`,
    '',
    `<!-- ${t('ruleBook.generated', { command: 'npm run -s tantu -- rules --markdown' })} -->`,
    '',
    t('ruleBook.intro'),
    '',
    `| ${t('ruleBook.mode')} | ${t('ruleBook.meaning')} |`,
    '|---|---|',
    ...RULE_MODES.map((mode) => `| ${t(`layout.finding.mode.${mode}`)} | ${t(`ruleBook.about.${mode}`)} |`),
    `| ${KEPT_BY_DATABASE} | ${t('ruleBook.about.database')} |`,
    '',
    t('ruleBook.about.waiver'),
    ...parts.flatMap((part) => [
      '',
      `## ${part} ${t(`ruleBook.part.${part}`)}`,
      ...entries
        .filter((entry) => entry.part === part)
        .flatMap((entry) => ['', ...section(entry, t, language)]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function section(entry: RuleEntry, t: Translate, language: Language): string[] {
  const { title, holds, because, cures } = ruleWords(entry, t, language);
  const { code, constraints } = entry;
  const other = textOf(code);
  const [otherTitle, otherHolds] =
    language === 'en' ? [other.title.zh, other.holds.zh] : [other.title.en, other.holds.en];
  const database =
    constraints.length > 0
      ? [
          `- **${KEPT_BY_DATABASE} ${t('ruleBook.database')}**: ${constraints.map((name) => `\`${name}\``).join(', ')}`,
        ]
      : [];
  return [
    `### <a id="${code}"></a>${code} ${title} · ${otherTitle}`,
    '',
    `${holds}  `,
    otherHolds,
    '',
    `- **${t('ruleBook.why')}**: ${because}`,
    `- **${t('ruleBook.mode')}**: ${modesIn(entry, t)}`,
    ...database,
    `- **${t('ruleBook.waiver')}**: ${waiverIn(entry, t)}`,
    `- **${t('ruleBook.cure')}**: ${cures.join(' ')}`,
  ];
}

/** One line for each rule, for a terminal. */
export function rulesList(entries: readonly RuleEntry[], t: Translate, language: Language): string {
  const lines = entries.map((entry) => {
    const { title, holds } = ruleWords(entry, t, language);
    const kept = entry.constraints.length > 0 ? ` ${KEPT_BY_DATABASE}` : '';
    return `${entry.code}  ${title} [${modesIn(entry, t)}${kept}]: ${holds}`;
  });
  return `${lines.join('\n')}\n`;
}

function modesIn({ modes }: RuleEntry, t: Translate): string {
  return modes.map((mode) => t(`layout.finding.mode.${mode}`)).join(' / ');
}

function waiverIn({ waivable }: RuleEntry, t: Translate): string {
  return t(waivable ? 'ruleBook.waiver.yes' : 'ruleBook.waiver.never');
}
