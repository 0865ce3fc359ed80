import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { paths } from '../paths';
import { Choice } from '../platform/http/fields';
import { TantuRequest, TantuResponse } from '../platform/http/request';
import { readForm } from '../platform/http/validation';
import { CONSTRAINT_MEANINGS } from '../platform/platform.module';
import { ConstraintMeanings } from '../platform/problems/constraint-problems';
import { address } from '../platform/views/environment';
import { Views } from '../platform/views/views';
import { RULE_BOOK } from '../workflow/rule-book';
import { RULE_MODES, RULE_PARTS, RuleEntry, ruleEntries, ruleWords } from './rule-entries';

class RulesQuery {
  @Choice(RULE_PARTS, { optional: true }) part!: string | null;
  @Choice(RULE_MODES, { optional: true }) mode!: string | null;
}

/** The rules that are in force, for everybody whom they bind. */
@ApiExcludeController()
@Controller('rules')
export class RulesPagesController {
  private readonly entries: readonly RuleEntry[];

  constructor(
    private readonly views: Views,
    @Inject(CONSTRAINT_MEANINGS) constraints: ConstraintMeanings,
  ) {
    this.entries = ruleEntries(RULE_BOOK, constraints);
  }

  @Get()
  @May('rule.read')
  async list(
    @Req() request: TantuRequest,
    @Res() response: TantuResponse,
    @Query() asked: object,
  ): Promise<void> {
    const { part = null, mode = null } = await readForm(RulesQuery, asked);
    const [t, language] = [this.views.translate(request), this.views.language(request)];
    const chosen = this.entries.filter(
      (entry) =>
        (part === null || entry.part === part) && (mode === null || entry.modes.some((one) => one === mode)),
    );
    this.views.page(request, response, 'rule-book/list.njk', {
      paths,
      part,
      mode,
      count: chosen.length,
      modes: RULE_MODES,
      parts: RULE_PARTS.map((one) => ({ part: one, href: address(paths.rules.list, { part: one, mode }) })),
      allParts: address(paths.rules.list, { mode }),
      modeLinks: RULE_MODES.map((one) => ({
        mode: one,
        href: address(paths.rules.list, { part, mode: one }),
      })),
      allModes: address(paths.rules.list, { part }),
      groups: RULE_PARTS.map((one) => ({
        part: one,
        rules: chosen
          .filter((entry) => entry.part === one)
          .map((entry) => ({ ...entry, ...ruleWords(entry, t, language) })),
      })).filter(({ rules }) => rules.length > 0),
    });
  }
}
