import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CatalogueItem, PhotoStage } from '../plans/catalogue/catalogue-item';
import { CalendarDate } from '../platform/time/calendar-date';
import { drawnName } from './signature-strokes';
import { StoryError, StoryPerson } from './story-api';
import { goodValue, isAsked, itemOf } from './story-values';
import { STORY_STAGES, StoryDay, StoryEnd, StoryHome, StoryStage, StoryWorld } from './story-world';

interface Line {
  readonly itemId: string;
  readonly item: CatalogueItem;
  readonly quantity: number;
}

/** How often a story looks whether its photos are compared, and milliseconds between two looks. */
const MOST_TURNS = 600;
const TURN_MS = 100;

/** Why the supervisor lets a flag of this rule stand. */
const FLAG_REASONS: Readonly<Record<string, string>> = {
  C14: '入户当天没有网络，纸质记录已核对，日期属实，同意补录。',
};

/** One household's way from the application to the signature, over the API, as the people who take each step. */
export class RetrofitStory {
  private householdId = '';
  private retrofitId = '';
  private reportId: string | null = null;
  private rooms: { id: string; name: string }[] = [];
  private lines: Line[] = [];

  constructor(
    private readonly world: StoryWorld,
    private readonly home: StoryHome,
  ) {}

  /** Tells the story up to and including `until`. */
  async tell(until: StoryStage): Promise<StoryEnd> {
    const acts: Record<StoryStage, () => Promise<void>> = {
      applied: () => this.apply(),
      communityAgreed: () =>
        this.giveOpinion(this.home.caseworker, 'community', '经入户核实，情况属实，同意上报。'),
      streetAgreed: () => this.screen(),
      surveyed: () => this.survey(),
      consulted: () => this.consult(),
      approved: () => this.giveOpinion('district', 'approved', '符合本年度改造条件，同意列入计划。'),
      planned: () => this.plan(),
      contracted: () => this.assign(),
      started: () => this.start(),
      completed: () => this.complete(),
      inspected: () => this.inspect(),
      accepted: () => this.accept(),
      reported: () => this.report(),
      signed: () => this.sign(),
    };
    for (const stage of STORY_STAGES.slice(0, STORY_STAGES.indexOf(until) + 1)) await acts[stage]();
    return { householdId: this.householdId, retrofitId: this.retrofitId, reportId: this.reportId };
  }

  private get path(): string {
    return `/api/v1/retrofits/${this.retrofitId}`;
  }

  /** Sets the day and tells who does what on it. */
  private on(what: StoryDay, person: string, act: string): CalendarDate {
    const day = this.world.day(what);
    this.world.at(day);
    this.world.tell(day, person, act);
    return day;
  }

  private async apply(): Promise<void> {
    const { api } = this.world;
    const { home } = this;
    const appliedOn = this.on(
      'applied',
      home.caseworker,
      `登记家庭和申请 household and application: ${home.personName}`,
    );
    const household = await api.post(home.caseworker, '/api/v1/households', {
      areaCode: home.areaCode,
      address: home.address,
      headName: home.guardian?.name ?? home.personName,
      phone: home.phone,
      ...home.position,
      positionAccuracyM: 18,
      tenure: 'owned',
      hardship: home.hardship,
      annualIncomeFen: 1_450_000,
      memberCount: home.memberCount,
      notes: '',
      people: [
        {
          name: home.personName,
          idNumber: home.idNumber,
          certificateNumber: `${home.idNumber}${home.category}${home.grade}`,
          category: home.category,
          grade: home.grade,
          certificateValidFrom: '2022-03-01',
          certificateValidUntil: '2032-03-01',
          phone: home.phone,
          ...(home.guardian && {
            guardianName: home.guardian.name,
            guardianRelation: home.guardian.relation,
          }),
        },
      ],
    });
    this.householdId = household.id;
    const { people } = await api.get<{ people: { id: string }[] }>(
      home.caseworker,
      `/api/v1/households/${household.id}`,
    );
    const opened = await api.post(home.caseworker, '/api/v1/retrofits', {
      householdId: household.id,
      personId: people[0]!.id,
      programmeId: this.world.programmeId,
    });
    this.retrofitId = opened.id;
    await api.post(home.caseworker, `${this.path}/application`, {
      appliedOn,
      applicantRelation: home.guardian ? 'guardian' : 'self',
      channel: 'community',
      needs: home.needs,
    });
  }

  private async giveOpinion(person: StoryPerson, what: StoryDay, opinion: string): Promise<void> {
    const givenOn = this.on(what, person, '审核意见 opinion');
    await this.world.api.post(person, `${this.path}/application/opinions`, {
      verdict: 'agree',
      opinion,
      givenOn,
    });
  }

  private async screen(): Promise<void> {
    const { api } = this.world;
    const selectedOn = this.on('selected', this.home.caseworker, '民主评议 selection recorded');
    await api.put(this.home.caseworker, `${this.path}/application/selection`, {
      method: 'appraisalMeeting',
      selectedOn,
      record: '社区民主评议会，到会 11 人，一致同意列入改造名单（会议记录第 6 号）。',
    });
    await this.giveOpinion('street', 'street', '经审核，同意社区意见。');
    const noticeFrom = this.on('noticeFrom', this.home.caseworker, '公示 public notice');
    await api.put(this.home.caseworker, `${this.path}/application/notice`, {
      noticeFrom,
      noticeUntil: this.world.day('noticeUntil'),
      place: '社区公示栏',
      objections: '公示期间无异议。',
    });
  }

  private async survey(): Promise<void> {
    const { api } = this.world;
    const { home } = this;
    const surveyedOn = this.on('surveyed', home.caseworker, '实地察看 site survey');
    await api.post(home.caseworker, `${this.path}/survey`, {
      surveyedOn,
      dwelling: 'bungalow',
      storey: 1,
      condition: 'sound',
      needs: home.needs,
      ...home.position,
      positionAccuracyM: 14,
      rooms: home.rooms,
    });
    this.rooms = (
      await api.get<{ rooms: { id: string; name: string }[] }>(home.caseworker, `${this.path}/survey`)
    ).rooms;
    const measuredOn = this.on('measured', home.caseworker, '现场测量 measurement');
    await api.post(home.caseworker, `${this.path}/measurements`, {
      measuredOn,
      measurements: this.rooms.map(({ id }, index) => ({
        roomId: id,
        what: index === 0 ? 'stepHeight' : 'doorClearWidth',
        place: '门口',
        valueMm: index === 0 ? 160 : 760 + index * 10,
      })),
    });
  }

  private async consult(): Promise<void> {
    const { home } = this;
    const consultedOn = this.on('consulted', home.caseworker, '征求意见 consultation');
    await this.world.api.post(home.caseworker, `${this.path}/consultation`, {
      consultedOn,
      consulted: home.guardian ? 'guardian' : 'self',
      reasonNotSelf: home.guardian ? '本人表达困难，由监护人代为答复，本人在场。' : null,
      wishes: home.wishes,
      readAloud: true,
      answer: 'agree',
    });
  }

  private async plan(): Promise<void> {
    const { api } = this.world;
    const { home } = this;
    const agreedOn = this.on('planned', home.caseworker, '定制方案并同意 plan agreed');
    const lines = home.items.map(({ code, room, quantity, unitPriceFen }) => ({
      catalogueCode: code,
      roomId: this.rooms.find(({ name }) => name === room)!.id,
      quantity,
      unitPriceFen,
      dimensions: itemOf(code)
        .requirements.filter(isAsked)
        .map((requirement) => ({ key: requirement.key, value: goodValue(requirement) })),
    }));
    await api.post(home.caseworker, `${this.path}/plans`, { lines });
    await api.post(home.caseworker, `${this.path}/plans/agreement`, {
      agreedOn,
      name: this.signer.name,
      relation: this.signer.relation,
      strokes: this.drawn(this.signer.name, 'plan'),
    });
    const plans = await api.get<{ lines: { itemId: string; catalogueCode: string; quantity: number }[] }[]>(
      home.caseworker,
      `${this.path}/plans`,
    );
    this.lines = plans.at(-1)!.lines.map(({ itemId, catalogueCode, quantity }) => ({
      itemId,
      item: itemOf(catalogueCode),
      quantity,
    }));
    for (const line of this.lines)
      for (const stage of ['before'] as const) await this.photograph(home.caseworker, line, stage, agreedOn);
  }

  private async assign(): Promise<void> {
    this.on('contracted', 'supervisor', '纳入施工合同 assigned to the contract');
    await this.world.api.post('supervisor', `/api/v1/contracts/${this.world.contractId}/assign`, {
      retrofitIds: [this.retrofitId],
    });
  }

  private async start(): Promise<void> {
    const startedOn = this.on('started', 'contractor', '开工 works started');
    await this.world.api.post('contractor', `${this.path}/start`, { startedOn });
  }

  private async complete(): Promise<void> {
    const { api } = this.world;
    const duringOn = this.on('during', 'contractor', '施工照片和进度 photos during works');
    await api.post('contractor', `${this.path}/progress`, {
      notedOn: duringOn,
      note: '基层处理完成，开始安装。',
    });
    for (const line of this.lines)
      if (line.item.requiredPhotos.includes('during'))
        await this.photograph('contractor', line, 'during', duringOn);
    const completedOn = this.on('completed', 'contractor', '完工照片并登记完工 completion');
    for (const line of this.lines) {
      for (const stage of ['tape', 'after', 'inUse'] as const) {
        if (line.item.requiredPhotos.includes(stage))
          await this.photograph('contractor', line, stage, completedOn);
      }
      if (line.item.kind === 'device') {
        await api.post('contractor', `${this.path}/devices`, {
          itemId: line.itemId,
          nameplatePhotoId: await this.photograph('contractor', line, 'nameplate', completedOn),
          brand: '安途',
          model: 'AT-2',
          serialNumber: `AT${this.home.idNumber.slice(6)}${line.item.code.length}`,
        });
      }
    }
    await api.post('contractor', `${this.path}/completion`, { completedOn });
  }

  private async inspect(): Promise<void> {
    const { api } = this.world;
    const { defectOf } = this.world;
    const inspectedOn = this.on('inspected', 'district', '逐项验收 inspection');
    const round = (day: CalendarDate, defective: string | undefined): object => ({
      inspectedOn: day,
      opinion: defective ? '有一项需要整改，整改后复验。' : '逐项核对，符合方案和要求。',
      items: this.lines.map((line) => this.inspected(line, line.item.code === defective)),
    });
    await api.post('district', `${this.path}/inspections`, round(inspectedOn, defectOf));
    if (!defectOf) return;
    const curedOn = this.on('cured', 'contractor', '整改 defect cured, then inspected again');
    const { defects } = await api.get<{ defects: { id: string }[] }>('contractor', `${this.path}/acceptance`);
    for (const { id } of defects)
      await api.post('contractor', `${this.path}/defects/${id}/cure`, {
        curedOn,
        note: '已重新固定并加装盖板，现场试用牢固。',
      });
    await api.post('district', `${this.path}/inspections`, round(curedOn, undefined));
  }

  private inspected({ itemId, item, quantity }: Line, isDefective: boolean): object {
    return {
      itemId,
      acceptedQuantity: quantity,
      functionTest: item.functionTest ? (isDefective ? 'failed' : 'passed') : 'notApplicable',
      ...(item.kind === 'device' && { unboxed: true, connected: true }),
      measured: item.requirements
        .filter(isAsked)
        .map((requirement) => ({ key: requirement.key, value: goodValue(requirement) })),
      result: isDefective ? 'defect' : 'pass',
      note: isDefective ? '固定不牢，用手可以晃动。' : '',
    };
  }

  private async accept(): Promise<void> {
    const { api } = this.world;
    const acceptedOn = this.on('accepted', 'district', '签字并完成竣工验收 signatures and acceptance');
    const { contentHash } = await api.get<{ contentHash: string }>('district', `${this.path}/acceptance`);
    const household = {
      signerName: this.signer.name,
      relation: this.signer.relation,
      strokes: this.drawn(this.signer.name, 'acceptance'),
    };
    await api.post(this.home.caseworker, `${this.path}/acceptance/signatures`, {
      role: 'household',
      signedOn: acceptedOn,
      contentHash,
      ...household,
    });
    const offices: [StoryPerson, string][] = [
      ['contractor', 'contractor'],
      [this.home.caseworker, 'community'],
      ['street', 'street'],
      ['district', 'district'],
    ];
    for (const [person, role] of offices) {
      const { name } = await api.get<{ name: string }>(person, '/api/v1/self');
      const signature = {
        role,
        signedOn: acceptedOn,
        contentHash,
        strokes: this.drawn(name, 'acceptance'),
      };
      await api.post(person, `${this.path}/acceptance/signatures`, signature);
    }
    await this.lookAtPhotos();
    await this.decideFlags(acceptedOn);
    await api.post('district', `${this.path}/acceptance`, { acceptedOn });
  }

  /** Acceptance waits until every photo was compared with all others; one that somebody looks at is compared at once. */
  private async lookAtPhotos(): Promise<void> {
    const { api } = this.world;
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const { waitingPhotos } = await api.get<{ waitingPhotos: number }>('district', `${this.path}/acceptance`); // prettier-ignore
      if (waitingPhotos === 0) return;
      const { items } = await api.get<{ items: { id: string }[] }>('district', `${this.path}/photos`);
      for (const { id } of items) await api.download('district', `/api/v1/photos/${id}/screen`);
      await setTimeout(TURN_MS);
    }
    throw new StoryError('The photos were not compared; see: npm run -s tantu -- jobs:dead');
  }

  /**
   * What was recorded late or is out of the ordinary waits for the supervisor's word before the acceptance. When the
   * story is told again there may be other flags by now; the key of each decision says which ones it is of.
   */
  private async decideFlags(acceptedOn: CalendarDate): Promise<void> {
    const { api } = this.world;
    const { items } = await api.get<{
      items: { id: string; rule: string; mode: string; state: string }[];
    }>('supervisor', `${this.path}/findings`);
    const flags = items.filter(({ mode, state }) => mode === 'flag' && state !== 'closed');
    for (const rule of [...new Set(flags.map((flag) => flag.rule))].sort()) {
      this.world.tell(acceptedOn, 'supervisor', `核实疑点 flags looked into: ${rule}`);
      const ids = flags
        .filter((flag) => flag.rule === rule)
        .map(({ id }) => id)
        .sort();
      const reason = FLAG_REASONS[rule] ?? '已到现场逐项核对，与实际情况一致。';
      const key = createHash('sha256').update(ids.join()).digest('hex').slice(0, 32);
      await api.post(
        'supervisor',
        `${this.path}/findings/decisions`,
        { ids, decision: 'accepted', reason },
        key,
      );
    }
  }

  private async report(): Promise<void> {
    this.on('reported', 'supervisor', '出具竣工验收报告 acceptance report issued');
    const { id } = await this.world.api.post('supervisor', `${this.path}/reports`, {});
    this.reportId = id;
  }

  private async sign(): Promise<void> {
    const { api } = this.world;
    const outcome = this.world.outcome ?? 'satisfied';
    const statedOn = this.on('signed', this.home.caseworker, `满意签字 satisfaction: ${outcome}`);
    const { report } = await api.get<{ report: { contentHash: string } }>(
      this.home.caseworker,
      `${this.path}/satisfaction`,
    );
    await api.post(this.home.caseworker, `${this.path}/satisfaction`, {
      outcome,
      words: outcome === 'satisfied' ? '出门、洗澡都方便多了，谢谢。' : '门口的坡道雨后有积水，还没处理。',
      statedOn,
      signerName: this.signer.name,
      relation: this.signer.relation,
      strokes: this.drawn(this.signer.name, 'satisfaction'),
      reportHash: report.contentHash,
    });
  }

  private drawn(name: string, what: string): ReturnType<typeof drawnName> {
    return drawnName(name, `${this.home.idNumber} ${what}`);
  }

  private get signer(): { name: string; relation: 'self' | 'guardian' } {
    return this.home.guardian
      ? { name: this.home.guardian.name, relation: 'guardian' }
      : { name: this.home.personName, relation: 'self' };
  }

  private async photograph(
    person: StoryPerson,
    { itemId, item }: Line,
    stage: PhotoStage,
    takenOn: CalendarDate,
  ): Promise<string> {
    const file = await this.world.photo(stage, item.code, takenOn);
    const said = { stage, itemId, claimedOn: takenOn };
    const [id] = await this.world.api.upload(person, `${this.path}/photos`, said, [file]);
    return id!;
  }
}
