import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0070_indexes_of_tasks'),
        ('pavilions', '0043_labels_of_relations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='apirequest',
            name='created_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='apirequest',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='block',
            name='booking',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='opened_block', serialize=False, to='exhibitors.booking', verbose_name='booking'),
        ),
        migrations.AlterField(
            model_name='blockapplication',
            name='applied_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied for by'),
        ),
        migrations.AlterField(
            model_name='blockapplication',
            name='decided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AlterField(
            model_name='blockapplication',
            name='share',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.booking', verbose_name='booking of the share'),
        ),
        migrations.AlterField(
            model_name='blockapplicationevent',
            name='applied_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied for by'),
        ),
        migrations.AlterField(
            model_name='blockapplicationevent',
            name='decided_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AlterField(
            model_name='blockapplicationevent',
            name='share',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking of the share'),
        ),
        migrations.AlterField(
            model_name='blockevent',
            name='booking',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='exhibitors.booking', verbose_name='booking'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='booking',
            name='holder',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='booking', serialize=False, to='pavilions.spaceholder', verbose_name='holder'),
        ),
        migrations.AlterField(
            model_name='bookingevent',
            name='company',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='bookingevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='bookingevent',
            name='holder',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='pavilions.spaceholder', verbose_name='holder'),
        ),
        migrations.AlterField(
            model_name='bulletin',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='bulletin',
            name='issued_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by'),
        ),
        migrations.AlterField(
            model_name='bulletin',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AlterField(
            model_name='bulletinevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='bulletinevent',
            name='issued_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by'),
        ),
        migrations.AlterField(
            model_name='bulletinevent',
            name='written_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AlterField(
            model_name='bulletinfigure',
            name='bulletin',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='exhibitors.bulletin', verbose_name='bulletin'),
        ),
        migrations.AlterField(
            model_name='coexhibitor',
            name='entered_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AlterField(
            model_name='coexhibitor',
            name='exhibitor',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='exhibitor'),
        ),
        migrations.AlterField(
            model_name='coexhibitorevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AlterField(
            model_name='coexhibitorevent',
            name='exhibitor',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='exhibitor'),
        ),
        migrations.AlterField(
            model_name='companyinvitation',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='companyinvitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
        ),
        migrations.AlterField(
            model_name='confirmationletter',
            name='booking',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='exhibitors.booking', verbose_name='booking'),
        ),
        migrations.AlterField(
            model_name='dailysnapshot',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='deal',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='deal',
            name='entered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AlterField(
            model_name='deal',
            name='rate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='exhibitors.exchangerate', verbose_name='exchange rate'),
        ),
        migrations.AlterField(
            model_name='dealcount',
            name='deal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='exhibitors.deal', verbose_name='deal'),
        ),
        migrations.AlterField(
            model_name='dealcount',
            name='noted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by'),
        ),
        migrations.AlterField(
            model_name='dealcount',
            name='rate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='exhibitors.exchangerate', verbose_name='exchange rate'),
        ),
        migrations.AlterField(
            model_name='dealevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='dealevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AlterField(
            model_name='dealevent',
            name='rate',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.exchangerate', verbose_name='exchange rate'),
        ),
        migrations.AlterField(
            model_name='exchangerate',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
        ),
        migrations.AlterField(
            model_name='exhibit',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
        ),
        migrations.AlterField(
            model_name='exhibit',
            name='company',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='exhibit',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='exhibit',
            name='pavilion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='exhibitevent',
            name='added_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
        ),
        migrations.AlterField(
            model_name='exhibitevent',
            name='company',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='exhibitevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='exhibitevent',
            name='pavilion',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='pavilion'),
        ),
        migrations.AlterField(
            model_name='exhibitpicture',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='exhibitors.exhibit', verbose_name='exhibit'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='membershipevent',
            name='company',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='membershipevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='roadshow',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roadshows', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='roadshow',
            name='seats_taken',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='seats taken'),
        ),
        migrations.AlterField(
            model_name='roadshowevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='roadshowevent',
            name='seats_taken',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='seats taken'),
        ),
        migrations.AlterField(
            model_name='roadshowregistration',
            name='roadshow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='exhibitors.roadshow', verbose_name='roadshow'),
        ),
        migrations.AlterField(
            model_name='roadshowreport',
            name='reported_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by'),
        ),
        migrations.AlterField(
            model_name='roadshowreport',
            name='roadshow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='exhibitors.roadshow', verbose_name='roadshow'),
        ),
        migrations.AlterField(
            model_name='spacemovement',
            name='allotment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.allotment', verbose_name='allotment'),
        ),
        migrations.AlterField(
            model_name='spacemovement',
            name='company',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='spacerequest',
            name='booking',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='exhibitors.booking', verbose_name='booking'),
        ),
        migrations.AlterField(
            model_name='spacetotal',
            name='allotment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.allotment', verbose_name='allotment'),
        ),
        migrations.AlterField(
            model_name='spacetotal',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='company'),
        ),
    ]
