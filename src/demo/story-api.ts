/** Who acts in a story: the sign-ins of the demonstration. */
export type StoryPerson =
  'caseworker' | 'caseworker2' | 'street' | 'district' | 'contractor' | 'supervisor' | 'auditor' | 'admin';

export interface StoryFile {
  readonly name: string;
  readonly content: Buffer;
}

/** An answer that a story did not expect, with the request that it was given to. */
export class StoryError extends Error {}

/** The API as a story uses it: over HTTP, as one of the people, each write with a key so that it can be told again. */
export class StoryApi {
  private readonly tokens = new Map<StoryPerson, string>();
  private writes = 0;

  /**
   * @param address of the running system, without a slash at its end
   * @param name of the story: begins the idempotency keys, so that a story that was cut off goes on where it stopped
   */
  constructor(
    private readonly address: string,
    private readonly name: string,
  ) {}

  async signIn(person: StoryPerson, password: string): Promise<void> {
    const { token } = await this.send<{ token: string }>(null, 'POST', '/api/v1/sign-in', {
      username: person,
      password,
    });
    this.tokens.set(person, token);
  }

  get<Answer>(person: StoryPerson, path: string): Promise<Answer> {
    return this.send(person, 'GET', path);
  }

  /** @param key of a write that is not the same at each telling; it is left out of the numbers of the others */
  post<Answer = { id: string }>(
    person: StoryPerson,
    path: string,
    body: object,
    key?: string,
  ): Promise<Answer> {
    return this.send(person, 'POST', path, body, key);
  }

  put<Answer = { id: string }>(person: StoryPerson, path: string, body: object): Promise<Answer> {
    return this.send(person, 'PUT', path, body);
  }

  async upload(
    person: StoryPerson,
    path: string,
    fields: Record<string, string>,
    files: readonly StoryFile[],
  ): Promise<string[]> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const { name, content } of files)
      form.append('photos', new Blob([new Uint8Array(content)], { type: 'image/jpeg' }), name);
    const { received, refused } = await this.send<{ received: { id: string }[]; refused: object[] }>(person, 'POST', path, form); // prettier-ignore
    if (refused.length > 0) throw new StoryError(`Photos were refused: ${JSON.stringify(refused)}`);
    return received.map(({ id }) => id);
  }

  /** A form with one file, such as the scan of a document. */
  attach(
    person: StoryPerson,
    path: string,
    fields: Record<string, string>,
    { name, content }: StoryFile,
  ): Promise<{ id: string }> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([new Uint8Array(content)], { type: 'application/pdf' }), name);
    return this.send(person, 'POST', path, form);
  }

  async download(person: StoryPerson, path: string): Promise<Buffer | null> {
    const response = await fetch(this.address + path, { headers: this.headers(person) });
    if (response.status === 409) return null;
    if (!response.ok)
      throw new StoryError(`GET ${path} as ${person}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  private async send<Answer>(
    person: StoryPerson | null,
    method: string,
    path: string,
    body?: object,
    key?: string,
  ): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.address + path, {
      method,
      headers: {
        ...this.headers(person),
        ...(body && !isForm && { 'Content-Type': 'application/json' }),
        ...(body && person && { 'Idempotency-Key': `${this.name}-${key ?? (this.writes += 1)}` }),
      },
      body: isForm ? body : body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new StoryError(`${method} ${path} as ${person ?? 'nobody'}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as Answer;
  }

  private headers(person: StoryPerson | null): Record<string, string> {
    const token = person && this.tokens.get(person);
    return {
      Accept: 'application/json',
      'Accept-Language': 'zh-CN',
      ...(token && { Authorization: `Bearer ${token}` }),
    };
  }
}
