import { ROLES, type Role } from '#lib/engine/define-operation.ts';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import { m } from '../live/act/messages.ts';
import { company } from '../live/open-company.svelte.ts';

/** Why the person logged in should not record this; undefined if they may, or nobody is logged in (then the flow asks who). */
export async function roleRefusal(type: string): Promise<string | undefined> {
	const session = company.session;
	const form = await company.ask('form', { type });
	if (!session || !form || form.roles.length === 0 || session.roles.some(({ code }) => form.roles.includes(code))) return undefined;
	const roles = form.roles.map((role) => localized(ROLES[role as Role])).join(locale.current === 'en' ? ', ' : '、');
	return locale.current === 'en' ? `${m.noRole({ roles })} ${m.noRoleWay()}` : m.noRole({ roles }) + m.noRoleWay();
}
