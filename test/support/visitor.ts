import request from 'supertest';
import { PASSWORD, TestApp } from './test-app';
import { PersonKey } from './people';

/** Somebody at a browser without script: keeps cookies, takes the token of a page's form along, sends forms. */
export class Visitor {
  private readonly agent: ReturnType<typeof request.agent>;

  private constructor(test: TestApp) {
    this.agent = request.agent(test.app.getHttpServer() as Parameters<typeof request>[0]);
  }

  static at(test: TestApp): Visitor {
    return new Visitor(test);
  }

  /** A visitor who has signed in as one of the people. */
  static async as(test: TestApp, person: PersonKey): Promise<Visitor> {
    const visitor = new Visitor(test);
    await visitor.send('/sign-in', { username: person, password: PASSWORD }).then((answer) => {
      if (answer.status !== 303) throw new Error(`${person} could not sign in: ${answer.status}`);
    });
    return visitor;
  }

  get(path: string): request.Test {
    return this.agent.get(path).set('Accept', 'text/html');
  }

  /** Opens the page, then sends its form with these fields and the page's token. */
  async send(path: string, fields: object, page = path): Promise<request.Response> {
    const { text } = await this.get(page);
    return this.post(path, { _csrf: tokenIn(text), ...fields });
  }

  /** Sends a form as it stands; without a token unless the fields bring one. */
  async post(path: string, fields: object): Promise<request.Response> {
    return this.agent.post(path).set('Accept', 'text/html').type('form').send(fields);
  }

  /** Opens the page, then sends its form with files; the token stands in the form's address. */
  async upload(
    page: string,
    fields: Record<string, string>,
    field: string,
    files: readonly (readonly [Buffer, string])[],
  ): Promise<request.Response> {
    const { text } = await this.get(page);
    const action = /action="([^"]*_csrf=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? page;
    const sent = this.agent.post(action).set('Accept', 'text/html');
    for (const [name, value] of Object.entries(fields)) void sent.field(name, value);
    for (const [content, name] of files) void sent.attach(field, content, name);
    return sent;
  }

  /** The session's cookie as the server last set it. */
  sessionIn(answer: request.Response): string | undefined {
    const cookies = (answer.headers['set-cookie'] ?? []) as unknown as string[];
    return cookies.map((cookie) => /tantu\.sid=([^;]+)/.exec(cookie)?.[1]).find(Boolean);
  }
}

export function tokenIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
