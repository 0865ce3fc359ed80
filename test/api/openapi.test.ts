import { Validator } from '@seriousme/openapi-schema-validator';
import { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEMS } from '../../src/platform/problems/problem';
import { routesOf } from '../support/routes';
import { createTestApp, TestApp } from '../support/test-app';

interface Answer {
  description: string;
  content?: Record<string, { schema?: object & { $ref?: string } }>;
}

interface Operation {
  at: string;
  operationId: string;
  parameters: { name: string; in: string; schema?: object }[];
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<string, Answer>;
  security?: object[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

describe('The description of the API', () => {
  let test: TestApp;
  let document: OpenAPIObject;
  let operations: Operation[];

  beforeAll(async () => {
    test = await createTestApp();
    const answer = await test.as(null).get('/api/docs-json').expect(200).expect('Content-Type', /^application\/json/); // prettier-ignore
    document = answer.body as OpenAPIObject;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => METHODS.includes(method))
        .map(([method, operation]) => ({ ...(operation as Operation), at: `${method.toUpperCase()} ${path}` })),
    ); // prettier-ignore
  });
  afterAll(() => test.close());

  const wrong = (isRight: (operation: Operation) => boolean): string[] =>
    operations.filter((operation) => !isRight(operation)).map(({ at }) => at);

  it('is valid OpenAPI 3', async () => {
    const result = await new Validator().validate({ ...structuredClone(document) });
    expect({ valid: result.valid, errors: result.errors ?? [] }).toEqual({ valid: true, errors: [] });
    expect(document.openapi).toMatch(/^3\./);
  });

  it('has every route of the API and no page', () => {
    const declared = routesOf(test.app)
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    // Pictures stand at two addresses, for pages and for programs; the shorter one is described with the other.
    const described = operations.map(({ at }) =>
      at.includes(' /api/') ? at : at.replace(' /', ' /api/v1/'),
    );
    expect([...new Set(described)].sort()).toEqual(declared.sort());
    expect(operations.length).toBeGreaterThan(40);
  });

  it('gives each operation an id of its own', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => !id || ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says of each operation what it answers when all is well, and in which shape', () => {
    expect(
      wrong(({ responses }) => {
        const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
        return (
          good.length === 1 &&
          good.every(([status, { content }]) =>
            status === '204'
              ? content === undefined
              : Object.values(content ?? {}).some(({ schema }) => schema && Object.keys(schema).length > 0),
          )
        );
      }),
    ).toEqual([]);
  });

  it('says that a stranger, and who may not, is told so as application/problem+json', () => {
    const isProblem = (answer: Answer | undefined): boolean =>
      answer?.description !== '' &&
      answer?.content?.['application/problem+json']?.schema?.$ref === '#/components/schemas/ProblemView';
    expect(wrong(({ responses }) => isProblem(responses[401]) && isProblem(responses[403]))).toEqual([]);
    expect(
      wrong(({ responses }) =>
        Object.entries(responses).every(([status, answer]) => /^[23]/.test(status) || isProblem(answer)),
      ),
    ).toEqual([]);
  });

  it('names problems that exist, under their own status', () => {
    expect(
      wrong(({ responses }) =>
        Object.entries(responses)
          .filter(([status]) => !/^[23]/.test(status))
          .every(([status, { description }]) =>
            description.split(', ').every((code) => PROBLEMS[code as keyof typeof PROBLEMS] === Number(status)),
          ),
      ),
    ).toEqual([]); // prettier-ignore
  });

  it('says of whatever takes a body or an id that it can be malformed, or not be there', () => {
    expect(wrong(({ requestBody, responses }) => !requestBody || '400' in responses)).toEqual([]);
    expect(wrong(({ at, responses }) => !at.includes('{') || '404' in responses)).toEqual([]);
  });

  it('describes every parameter and every body', () => {
    expect(
      wrong(({ at, parameters }) =>
        [...at.matchAll(/\{(\w+)\}/g)].every(([, name]) =>
          parameters.some((parameter) => parameter.in === 'path' && parameter.name === name),
        ),
      ),
    ).toEqual([]);
    expect(wrong(({ parameters }) => parameters.every(({ schema }) => schema !== undefined))).toEqual([]);
    expect(
      wrong(({ requestBody }) =>
        Object.values(requestBody?.content ?? {}).every(({ schema }) => schema !== undefined),
      ),
    ).toEqual([]);
  });

  it('asks for a token everywhere but where one gets it', () => {
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(document.components?.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
    });
    const open = operations.filter(({ security }) => security !== undefined).map(({ at, security }) => `${at} ${JSON.stringify(security)}`); // prettier-ignore
    expect(open.filter((line) => !line.endsWith('[{"bearer":[]}]'))).toEqual(['POST /api/v1/sign-in []']);
  });

  it('has the shape of each thing once', () => {
    const schemas = Object.entries(document.components?.schemas ?? {});
    expect(schemas.length).toBeGreaterThan(20);
    expect(schemas.filter(([, schema]) => !('type' in schema || 'allOf' in schema || 'oneOf' in schema)).map(([name]) => name)).toEqual([]); // prettier-ignore
    const used = new Set([...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name)); // prettier-ignore
    expect([...used].filter((name) => !schemas.some(([known]) => known === name))).toEqual([]);
  });
});
