/** Prepares the database that every test file copies. */
export async function prepareTemplateDatabase(_urls: { superuserUrl: string; ownerUrl: string }): Promise<void> {}
