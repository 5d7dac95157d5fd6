-- What a user wants for their meetings. Languages are canonical BCP 47.
create table meeting_preferences (
  user_id               text primary key,
  original_languages    text[]      not null,
  view_language         text        not null,
  translation_languages text[]      not null,
  contextual_keywords   text[]      not null,
  updated_at            timestamptz not null
);
