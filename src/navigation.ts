import { may, Permission } from './access/permissions';
import { TantuRequest } from './platform/http/request';

interface Entry {
  readonly href: string;
  /** Text key. */
  readonly key: string;
  readonly permission: Permission;
  /** Other addresses that belong to the same part. */
  readonly also?: readonly string[];
}

const ENTRIES: readonly Entry[] = [
  { href: '/', key: 'navigation.worklist', permission: 'self.manage' },
  { href: '/households', key: 'navigation.households', permission: 'household.read' },
  { href: '/retrofits', key: 'navigation.retrofits', permission: 'retrofit.read' },
  { href: '/findings', key: 'navigation.findings', permission: 'finding.read' },
  { href: '/review', key: 'navigation.review', permission: 'finding.decide' },
  { href: '/waivers', key: 'navigation.waivers', permission: 'waiver.read' },
  { href: '/programmes', key: 'navigation.programmes', permission: 'programme.read' },
  { href: '/contractors', key: 'navigation.contractors', permission: 'contractor.read' },
  { href: '/audits', key: 'navigation.audits', permission: 'audit.read' },
  { href: '/imports', key: 'navigation.imports', permission: 'import.read', also: ['/found-records'] },
  { href: '/rules', key: 'navigation.rules', permission: 'rule.read' },
  { href: '/users', key: 'navigation.users', permission: 'user.manage' },
  { href: '/areas', key: 'navigation.areas', permission: 'area.manage' },
  { href: '/jobs', key: 'navigation.jobs', permission: 'job.read' },
];

/** The parts of the application that this visitor may open. */
export function navigationOf(request: TantuRequest): readonly Entry[] {
  const { actor } = request.tantu;
  return actor ? ENTRIES.filter(({ permission }) => may(actor.role, permission)) : [];
}
