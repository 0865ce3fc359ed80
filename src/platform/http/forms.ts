import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../problems/problem';
import { emptyForm, FormState, refusedForm, SummaryLine } from '../views/form-state';
import { Translate } from '../i18n/translator';
import { Views } from '../views/views';
import { TantuRequest, TantuResponse } from './request';
import { RULE_WORDS, RuleWords } from './problem.filter';
import { readForm } from './validation';

/** Answers of problems that belong on the form itself; any other goes to the problem page. */
const ON_FORM = [400, 409, 413, 415, 422, 429, 401];

/** What else there is to say to somebody whom a rule stopped; null for most rules. */
export type RuleHelp = (request: TantuRequest, rule: string, t: Translate) => SummaryLine | null;
export const RULE_HELP = Symbol('rule help');

/** Posted forms: done, they redirect; refused, they come back filled in, with each fault at its field. */
@Injectable()
export class Forms {
  constructor(
    private readonly views: Views,
    @Inject(RULE_WORDS) private readonly ruleWords: RuleWords,
    @Inject(RULE_HELP) private readonly ruleHelp: RuleHelp,
  ) {}

  /**
   * @param act does the work and says where to go then
   * @param again shows the form with what was typed and what is wrong with it
   */
  async submit(
    request: TantuRequest,
    response: TantuResponse,
    act: () => Promise<string>,
    again: (form: FormState, status: number) => Promise<void> | void,
  ): Promise<void> {
    const go = async (): Promise<void> => {
      const next = await act();
      await keepSession(request);
      response.redirect(303, next);
    };
    await this.answer(request, go, again);
  }

  /** The same for an act that answers with a page itself: what is shown once must not be kept for a redirect. */
  async answer(
    request: TantuRequest,
    act: () => Promise<void>,
    again: (form: FormState, status: number) => Promise<void> | void,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem) || !ON_FORM.includes(error.status) || error.code === 'not-signed-in')
        throw error;
      const form = refusedForm(request.body, error, this.views.translate(request), (rule, facts) =>
        this.ruleWords(this.views.translate(request), rule, facts, this.views.language(request)),
      );
      await again({ ...form, summary: [...form.summary, ...this.helpWith(request, error)] }, error.status);
    }
  }

  /**
   * The filters of a list, out of its address: each faulty one is named at its field and left out of the query.
   * @throws Problem invalid-input where the address is of no use at all
   */
  async filter<Dto extends object>(
    request: TantuRequest,
    dto: new () => Dto,
  ): Promise<{ query: Dto; form: FormState }> {
    try {
      return { query: await readForm(dto, request.query), form: emptyForm(request.query) };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid-input') throw error;
      const faulty = error.errors.map(({ field }) => field);
      const sound = Object.entries(request.query).filter(([name]) => !faulty.includes(name));
      const form = refusedForm(request.query, error, this.views.translate(request), () => '');
      return { query: await readForm(dto, Object.fromEntries(sound)), form };
    }
  }

  /** Once for each rule, however often it is broken. */
  private helpWith(request: TantuRequest, { findings }: Problem): SummaryLine[] {
    const t = this.views.translate(request);
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    return rules.flatMap((rule) => this.ruleHelp(request, rule, t) ?? []);
  }

  /** A message for the next page; 'info' for what is done and still not as it should be. */
  flash(
    request: TantuRequest,
    key: string,
    params?: Record<string, string | number>,
    kind: 'success' | 'info' = 'success',
  ): void {
    request.session.flash = [...(request.session.flash ?? []), { kind, key, params }];
  }
}

/** A browser follows a redirect as soon as it has the headers; what the next page reads must be stored by then. */
async function keepSession(request: TantuRequest): Promise<void> {
  if (!request.session) return;
  await new Promise<void>((resolve, reject) =>
    request.session.save((fault: Error | null | undefined) => (fault ? reject(fault) : resolve())),
  );
}

/** The version of the record that the form was made from (its hidden field); null when it carried none. */
export function seenVersion(body: unknown): number | null {
  const version = (body as { version?: unknown } | undefined)?.version;
  return typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : null;
}
