import { Injectable } from '@nestjs/common';
import { Role } from '../../platform/database/actor';
import { ReadTx, Tx } from '../../platform/database/database';
import { decodeCursor, Page, pageOf } from '../../platform/http/paging';
import { notFound, Problem } from '../../platform/problems/problem';
import { ChangeUserDto, UserState } from './users.dto';

/** A user as administrators see one; the password's hash never leaves the sign-in. */
export interface UserRow {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  areaCode: string;
  contractorId: string | null;
  contractorName: string | null;
  mustChangePassword: boolean;
  lockedUntil: Date | null;
  disabledAt: Date | null;
  createdAt: Date;
  version: number;
}

export interface UserFilter {
  search: string | null;
  role: Role | null;
  state: UserState | null;
  limit: number;
  after: string | null;
}

const COLUMNS = `u.id, u.username, u.display_name AS "displayName", u.role, u.area_code AS "areaCode", u.contractor_id AS "contractorId",
  (SELECT c.name FROM contractors c WHERE c.id = u.contractor_id) AS "contractorName", u.must_change_password AS "mustChangePassword",
  CASE WHEN u.locked_until > now() THEN u.locked_until END AS "lockedUntil", u.disabled_at AS "disabledAt", u.created_at AS "createdAt", u.version`;

const STATES: Readonly<Record<UserState, string>> = {
  active: 'u.disabled_at IS NULL',
  disabled: 'u.disabled_at IS NOT NULL',
  first: 'u.disabled_at IS NULL AND u.must_change_password',
  locked: 'u.disabled_at IS NULL AND u.locked_until > now()',
};

/** Users of the administrator's area; row security decides which those are. */
@Injectable()
export class UserRepository {
  async list(tx: ReadTx, filter: UserFilter): Promise<Page<UserRow>> {
    const cursor = decodeCursor(filter.after, 1);
    const rows = await tx.sql<UserRow>(
      `SELECT ${COLUMNS} FROM users u
        WHERE u.username > $1 AND ($2::text IS NULL OR strpos(u.username, lower($2)) > 0 OR strpos(u.display_name, $2) > 0)
          AND ($3::text IS NULL OR u.role = $3) ${filter.state ? `AND ${STATES[filter.state]}` : ''}
        ORDER BY u.username LIMIT $4`,
      [cursor?.[0] ?? '', filter.search, filter.role, filter.limit + 1],
    );
    return pageOf(rows, filter.limit, (row) => [row.username]);
  }

  /** @throws Problem not-found, also for somebody of another area */
  async get(tx: ReadTx, id: string): Promise<UserRow> {
    const [row] = await tx.sql<UserRow>(`SELECT ${COLUMNS} FROM users u WHERE u.id = $1`, [id]);
    if (!row) throw notFound();
    return row;
  }

  /** @throws Problem not-found, stale-version */
  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<UserRow> {
    await tx.sql('SELECT FROM users WHERE id = $1 FOR UPDATE', [id]);
    const user = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== user.version) throw new Problem('stale-version');
    return user;
  }

  async change(tx: Tx, id: string, input: ChangeUserDto): Promise<void> {
    await tx.change(
      `UPDATE users SET display_name = $2, role = $3, area_code = $4, contractor_id = $5, version = version + 1 WHERE id = $1`,
      [id, input.displayName, input.role, input.areaCode, input.contractorId ?? null],
    );
  }

  async setDisabled(tx: Tx, id: string, at: Date | null): Promise<void> {
    await tx.change('UPDATE users SET disabled_at = $2, version = version + 1 WHERE id = $1', [id, at]);
  }

  /** A first password: it opens the name again, and nothing that was signed in before stays so. */
  async setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
    await tx.change(
      `UPDATE users SET password_hash = $2, must_change_password = true, locked_until = NULL, version = version + 1
        WHERE id = $1`,
      [id, passwordHash],
    );
    await this.endSessions(tx, id);
  }

  /** Sessions belong to nobody's role but the system's; tokens are the user's own. */
  async endSessions(tx: Tx, id: string): Promise<void> {
    await tx.change('UPDATE access_tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [id]);
    await tx.withSystemSight(() => tx.change(`DELETE FROM sessions WHERE sess ->> 'userId' = $1`, [id]));
  } // prettier-ignore

  /** The firms that a contractor's user of this area may belong to. */
  async firms(tx: ReadTx): Promise<{ id: string; name: string }[]> {
    return tx.sql('SELECT id, name FROM contractors ORDER BY name LIMIT 500');
  }
}
