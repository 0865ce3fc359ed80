import { ReadTx } from '../platform/database/database';
import { plain } from './parsing/plain';

/** Division codes by the names of street and community; the district's own where nothing fits. */
export class Places {
  private readonly codes = new Map<string, string | null>();

  constructor(
    private readonly district: string,
    areas: readonly { code: string; zh: string; en: string; streetZh: string; streetEn: string }[],
  ) {
    for (const { code, zh, en, streetZh, streetEn } of areas)
      for (const [street, community] of [
        [streetZh, zh],
        [streetEn, en],
      ] as const) {
        this.codes.set(`${bare(street)}|${bare(community)}`, code);
        const alone = `|${bare(community)}`;
        this.codes.set(alone, this.codes.has(alone) && this.codes.get(alone) !== code ? null : code);
      }
  }

  /** Those of the named places that are not the district as a whole, as `insertStretch` takes them. */
  named(places: readonly { street: string; community: string }[]): Record<string, string> {
    const known = places.map(
      ({ street, community }) => [`${street}\n${community}`, this.of(street, community)] as const,
    );
    return Object.fromEntries(known.filter(([, code]) => code !== this.district));
  }

  of(street: string, community: string): string {
    const exact = street === '' ? undefined : this.codes.get(`${bare(street)}|${bare(community)}`);
    return exact ?? (street === '' ? this.codes.get(`|${bare(community)}`) : undefined) ?? this.district;
  }
}

/** 清河社区, 清河社区居委会 and 清河 are one place. */
function bare(name: string): string {
  return plain(name).replace(/(?:居民委员会|村民委员会|居委会|村委会|社区居委会)$/, '').replace(/(?:社区|街道办事处|街道|community|street)$/, ''); // prettier-ignore
}

export async function placesOf(tx: ReadTx, district: string): Promise<Places> {
  const areas = await tx.sql<{ code: string; zh: string; en: string; streetZh: string; streetEn: string }>(
    `SELECT a.code, a.name_zh AS zh, a.name_en AS en, coalesce(p.name_zh, '') AS "streetZh", coalesce(p.name_en, '') AS "streetEn"
       FROM areas a LEFT JOIN areas p ON p.code = a.parent_code WHERE starts_with(a.code, $1) AND length(a.code) = 12 ORDER BY a.code`,
    [district],
  );
  return new Places(district, areas);
}
