from django.db import migrations


class Migration(migrations.Migration):
    """One letter per occasion and address: the outbox refuses a second row with the same Message-ID."""

    dependencies = [("post_office", "0014_alter_email_recipient_delivery_status_and_more")]
    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX mail_once_per_occasion ON post_office_email (message_id) WHERE message_id IS NOT NULL",
            "DROP INDEX mail_once_per_occasion",
        )
    ]
