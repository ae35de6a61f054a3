import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pavilions', '0042_rules_of_upper_decks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='allotment',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='allotment',
            name='hall',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='pavilions.hall', verbose_name='hall'),
        ),
        migrations.AlterField(
            model_name='allotment',
            name='sector',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='pavilions.sector', verbose_name='sector'),
        ),
        migrations.AlterField(
            model_name='allotmentevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='allotmentevent',
            name='hall',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.hall', verbose_name='hall'),
        ),
        migrations.AlterField(
            model_name='allotmentevent',
            name='sector',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.sector', verbose_name='sector'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='appointmentevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='booth',
            name='allotment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='pavilions.allotment', verbose_name='allotment'),
        ),
        migrations.AlterField(
            model_name='booth',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booths', to='pavilions.floorplan', verbose_name='plan'),
        ),
        migrations.AlterField(
            model_name='boothancestry',
            name='ancestor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progeny', to='pavilions.booth', verbose_name='earlier booth'),
        ),
        migrations.AlterField(
            model_name='boothancestry',
            name='booth',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ancestry', to='pavilions.booth', verbose_name='booth'),
        ),
        migrations.AlterField(
            model_name='boothevent',
            name='allotment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.allotment', verbose_name='allotment'),
        ),
        migrations.AlterField(
            model_name='boothevent',
            name='plan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.floorplan', verbose_name='plan'),
        ),
        migrations.AlterField(
            model_name='carriedclaim',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carryings', to='pavilions.spaceclaim', verbose_name='claim'),
        ),
        migrations.AlterField(
            model_name='carriedclaim',
            name='from_booth',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.booth', verbose_name='booth before'),
        ),
        migrations.AlterField(
            model_name='carriedclaim',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_claims', to='pavilions.planpublication', verbose_name='publication'),
        ),
        migrations.AlterField(
            model_name='carriedclaim',
            name='to_booth',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.booth', verbose_name='booth after'),
        ),
        migrations.AlterField(
            model_name='claimdecision',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='pavilions.spaceclaim', verbose_name='claim'),
        ),
        migrations.AlterField(
            model_name='claimdecision',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AlterField(
            model_name='claimdecision',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claim_decisions', to='pavilions.floorplan', verbose_name='plan'),
        ),
        migrations.AlterField(
            model_name='designcomment',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
        ),
        migrations.AlterField(
            model_name='designcomment',
            name='design',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='pavilions.paviliondesign', verbose_name='design'),
        ),
        migrations.AlterField(
            model_name='floorplan',
            name='created_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='floorplan',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_plans', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='floorplan',
            name='hall',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_plans', to='pavilions.hall', verbose_name='hall'),
        ),
        migrations.AlterField(
            model_name='floorplanevent',
            name='created_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='floorplanevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='floorplanevent',
            name='hall',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.hall', verbose_name='hall'),
        ),
        migrations.AlterField(
            model_name='forumreview',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
        ),
        migrations.AlterField(
            model_name='forumreview',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='pavilions.forumtopic', verbose_name='topic'),
        ),
        migrations.AlterField(
            model_name='forumtopic',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='forumtopicevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_runs', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='started_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by'),
        ),
        migrations.AlterField(
            model_name='nationalpavilion',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='national_pavilions', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='nationalpavilion',
            name='holder',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='national_pavilion', serialize=False, to='pavilions.spaceholder', verbose_name='holder'),
        ),
        migrations.AlterField(
            model_name='nationalpavilionevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='nationalpavilionevent',
            name='holder',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='pavilions.spaceholder', verbose_name='holder'),
        ),
        migrations.AlterField(
            model_name='obstruction',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obstructions', to='pavilions.floorplan', verbose_name='plan'),
        ),
        migrations.AlterField(
            model_name='pavilioncontact',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='paviliondesign',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AlterField(
            model_name='paviliondesign',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designs', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='paviliondesign',
            name='sent_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
        ),
        migrations.AlterField(
            model_name='paviliondesign',
            name='submitted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
        ),
        migrations.AlterField(
            model_name='pavilioninvitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
        ),
        migrations.AlterField(
            model_name='pavilioninvitation',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='pavilionmove',
            name='moved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moved by'),
        ),
        migrations.AlterField(
            model_name='pavilionmove',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='pavilionpicture',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='pavilionprofile',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='profiles', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='pavilionprofileevent',
            name='pavilion',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='paviliontask',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
        ),
        migrations.AlterField(
            model_name='paviliontask',
            name='pavilion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='paviliontask',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
        ),
        migrations.AlterField(
            model_name='paviliontaskevent',
            name='done_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
        ),
        migrations.AlterField(
            model_name='paviliontaskevent',
            name='pavilion',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='paviliontaskevent',
            name='set_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
        ),
        migrations.AlterField(
            model_name='planbackground',
            name='created_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='planedit',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AlterField(
            model_name='planedit',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='pavilions.floorplan', verbose_name='plan'),
        ),
        migrations.AlterField(
            model_name='planpublication',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='pavilions.floorplan', verbose_name='plan'),
        ),
        migrations.AlterField(
            model_name='planpublication',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AlterField(
            model_name='plansafetyreport',
            name='publication',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='safety_report', to='pavilions.planpublication', verbose_name='publication'),
        ),
        migrations.AlterField(
            model_name='programmeevent',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='programmeeventevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='ruleexception',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='ruleexception',
            name='granted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
        ),
        migrations.AlterField(
            model_name='ruleexception',
            name='hall',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.hall', verbose_name='hall'),
        ),
        migrations.AlterField(
            model_name='ruleexception',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AlterField(
            model_name='spaceclaim',
            name='allotment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='pavilions.allotment', verbose_name='allotment'),
        ),
        migrations.AlterField(
            model_name='spaceclaim',
            name='booth',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='pavilions.booth', verbose_name='booth'),
        ),
        migrations.AlterField(
            model_name='spaceclaim',
            name='holder',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='pavilions.spaceholder', verbose_name='holder'),
        ),
        migrations.AlterField(
            model_name='spaceholder',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='speaker',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='pavilions.forumsession', verbose_name='forum session'),
        ),
        migrations.AlterField(
            model_name='staffinvitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
        ),
        migrations.AlterField(
            model_name='stagedeadline',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_deadlines', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='stagedeadlineevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='taskreminder',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='pavilions.paviliontask', verbose_name='pavilion task'),
        ),
        migrations.AlterField(
            model_name='themedarea',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themed_areas', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='themedarea',
            name='host',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_areas', to='pavilions.spaceholder', verbose_name='host'),
        ),
        migrations.AlterField(
            model_name='themedareabooth',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='pavilions.themedarea', verbose_name='themed area'),
        ),
        migrations.AlterField(
            model_name='themedareabooth',
            name='booth',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themed_places', to='pavilions.booth', verbose_name='booth'),
        ),
        migrations.AlterField(
            model_name='themedareaevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='themedareaevent',
            name='host',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.spaceholder', verbose_name='host'),
        ),
    ]
