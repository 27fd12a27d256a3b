-- Who may sign in, for which tenant, and with which tokens. Ids of tenants, memberships and customers are the
-- backend's: identity keeps them as they were given and reads nothing into them.

create table tenant (
    id          text        not null,
    slug        text        not null,
    name        text        not null,
    locale      text        not null,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint tenant_key primary key (id),
    constraint tenant_slug_unique unique (slug)
);

create table person (
    id                  uuid        not null,
    email               text        not null,
    name                text,
    language            text        not null,
    password_hash       text,
    password_set_at     timestamptz,
    created_at          timestamptz not null default now(),
    constraint person_key primary key (id),
    constraint person_email_unique unique (email),
    constraint person_email_is_lower_case check (email = lower(email)),
    constraint person_language_known check (language in ('en', 'zh-CN'))
);

create table membership (
    id            text        not null,
    tenant_id     text        not null,
    person_id     uuid        not null,
    kind          text        not null,
    roles         text[]      not null,
    customer_id   text,
    customer_name text,
    invited_at    timestamptz not null default now(),
    activated_at  timestamptz,
    revoked_at    timestamptz,
    constraint membership_key primary key (tenant_id, id),
    constraint membership_id_unique unique (id),
    constraint membership_of_tenant foreign key (tenant_id) references tenant (id),
    constraint membership_of_person foreign key (person_id) references person (id),
    constraint membership_kind_known check (kind in ('member', 'contact')),
    constraint membership_contact_has_customer check ((kind = 'contact') = (customer_id is not null)),
    constraint membership_member_has_roles check ((kind = 'member') = (cardinality(roles) > 0))
);
create index membership_by_person on membership (person_id);

-- Every OAuth 2 client: the programs of tenants, and Duebook's own three (no tenant).
create table client (
    client_id                 text        not null,
    tenant_id                 text,
    kind                      text        not null,
    name                      text        not null,
    secret_hash               text        not null,
    scopes                    text[]      not null,
    audience                  text        not null,
    redirect_uris             text[]      not null default '{}',
    post_logout_redirect_uris text[]      not null default '{}',
    created_at                timestamptz not null default now(),
    updated_at                timestamptz not null default now(),
    revoked_at                timestamptz,
    constraint client_key primary key (client_id),
    constraint client_of_tenant foreign key (tenant_id) references tenant (id),
    constraint client_kind_known check (kind in ('program', 'sign_in')),
    constraint client_program_never_redirects check (kind = 'sign_in' or redirect_uris = '{}')
);
create index client_by_tenant on client (tenant_id);

-- The columns are those the authorization server's JDBC service reads and writes; the last three are ours.
-- Token values are digests: what stands here opens nothing.
create table oauth2_authorization (
    id                            text not null,
    registered_client_id          text not null,
    principal_name                text not null,
    authorization_grant_type      text not null,
    authorized_scopes             text,
    attributes                    text,
    state                         text,
    authorization_code_value      text,
    authorization_code_issued_at  timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata   text,
    access_token_value            text,
    access_token_issued_at        timestamptz,
    access_token_expires_at       timestamptz,
    access_token_metadata         text,
    access_token_type             text,
    access_token_scopes           text,
    oidc_id_token_value           text,
    oidc_id_token_issued_at       timestamptz,
    oidc_id_token_expires_at      timestamptz,
    oidc_id_token_metadata        text,
    refresh_token_value           text,
    refresh_token_issued_at       timestamptz,
    refresh_token_expires_at      timestamptz,
    refresh_token_metadata        text,
    user_code_value               text,
    user_code_issued_at           timestamptz,
    user_code_expires_at          timestamptz,
    user_code_metadata            text,
    device_code_value             text,
    device_code_issued_at         timestamptz,
    device_code_expires_at        timestamptz,
    device_code_metadata          text,
    membership_id                 text,
    version                       integer not null default 0,
    created_at                    timestamptz not null default now(),
    constraint oauth2_authorization_key primary key (id)
);
create index oauth2_authorization_by_code on oauth2_authorization (authorization_code_value);
create index oauth2_authorization_by_access_token on oauth2_authorization (access_token_value);
create index oauth2_authorization_by_id_token on oauth2_authorization (oidc_id_token_value);
create index oauth2_authorization_by_refresh_token on oauth2_authorization (refresh_token_value);
create index oauth2_authorization_by_client on oauth2_authorization (registered_client_id);
create index oauth2_authorization_by_membership on oauth2_authorization (membership_id);
create index oauth2_authorization_by_principal on oauth2_authorization (principal_name);

-- Digests of tokens that were replaced by a refresh. A refresh token seen again here was stolen, or its thief was
-- faster; an id token seen again here still names its sign-in at sign-out.
create table replaced_token (
    token_digest     text        not null,
    authorization_id text        not null,
    kind             text        not null,
    replaced_at      timestamptz not null default now(),
    constraint replaced_token_key primary key (token_digest),
    constraint replaced_token_of_authorization foreign key (authorization_id)
        references oauth2_authorization (id) on delete cascade,
    constraint replaced_token_kind_known check (kind in ('refresh', 'id'))
);
create index replaced_token_by_authorization on replaced_token (authorization_id);

-- Keys that sign tokens; the private half is encrypted with the operator's key.
create table signing_key (
    id          text        not null,
    public_key  text        not null,
    private_key bytea       not null,
    signs_from  timestamptz not null,
    created_at  timestamptz not null default now(),
    constraint signing_key_key primary key (id)
);

-- Links sent by mail. Only their digest is kept; each works once.
create table link (
    token_digest  text        not null,
    purpose       text        not null,
    person_id     uuid        not null,
    membership_id text,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    used_at       timestamptz,
    constraint link_key primary key (token_digest),
    constraint link_of_person foreign key (person_id) references person (id),
    constraint link_of_membership foreign key (membership_id) references membership (id),
    constraint link_purpose_known check (purpose in ('invitation', 'sign_in', 'password')),
    constraint link_invitation_names_membership check ((purpose = 'invitation') = (membership_id is not null))
);
create index link_by_person on link (person_id);
create index link_by_membership on link (membership_id);

-- How often something was tried in vain, by the digest of the address or account it was tried with.
create table attempt (
    subject        text        not null,
    failures       integer     not null,
    last_failed_at timestamptz not null,
    locked_until   timestamptz,
    constraint attempt_key primary key (subject),
    constraint attempt_failures_positive check (failures > 0)
);
create index attempt_by_time on attempt (last_failed_at);

-- Mails on their way; address and words are encrypted, for they carry links that sign people in.
create table mail (
    id         uuid        not null,
    sealed     bytea       not null,
    attempts   integer     not null default 0,
    due_at     timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint mail_key primary key (id)
);
create index mail_by_due on mail (due_at);

-- The tables of Spring Session, named and shaped as it expects them.
create table spring_session (
    primary_id            char(36) not null,
    session_id            char(36) not null,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval integer  not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100),
    constraint spring_session_key primary key (primary_id)
);
create unique index spring_session_by_id on spring_session (session_id);
create index spring_session_by_expiry on spring_session (expiry_time);
create index spring_session_by_principal on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36)     not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    constraint spring_session_attributes_key primary key (session_primary_id, attribute_name),
    constraint spring_session_attributes_of_session foreign key (session_primary_id)
        references spring_session (primary_id) on delete cascade
);
