create table app_user (
  id text primary key check (id ~ '^[0-9A-Za-z]{10}$'),
  display_name text not null,
  password_hash text,
  created_at timestamptz not null
);

-- Verified addresses alone, in their normal form: an address belongs to one user, a user may have several.
create table verified_email (
  address text primary key check (char_length(address) <= 254),
  user_id text not null references app_user on delete cascade,
  verified_at timestamptz not null
);

create index verified_email_user on verified_email (user_id);
